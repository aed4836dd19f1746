"""Forgets the secrets before when one is added.

Fails: test_a_logger_keeps_up, test_secrets_are_added_at_any_time
"""


class Redactor:
    def add(self, *secrets: Secret) -> None:
        if secrets:
            self._forms = set()
        for secret in secrets:
            value = secret.reveal()
            data = value.encode()
            forms = {value, quote(value, safe=""), base64.b64encode(data).decode(), data.hex()}
            self._forms |= {form for form in forms if form}
