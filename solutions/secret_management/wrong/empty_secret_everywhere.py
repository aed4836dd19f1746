"""Puts the mark between all letters for an empty secret.

Fails: test_secrets_are_added_at_any_time
"""


class Redactor:
    def add(self, *secrets: Secret) -> None:
        for secret in secrets:
            value = secret.reveal()
            data = value.encode()
            forms = {value, quote(value, safe=""), base64.b64encode(data).decode(), data.hex()}
            self._forms |= forms
