"""Does not know how a secret looks in hex.

Fails: test_replaces_a_secret_in_a_text
"""


class Redactor:
    def add(self, *secrets: Secret) -> None:
        for secret in secrets:
            value = secret.reveal()
            data = value.encode()
            forms = {value, quote(value, safe=""), base64.b64encode(data).decode()}
            self._forms |= {form for form in forms if form}
