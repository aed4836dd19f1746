"""Percent-encodes all but `/`.

Fails: test_replaces_a_secret_in_a_text
"""


class Redactor:
    def add(self, *secrets: Secret) -> None:
        for secret in secrets:
            value = secret.reveal()
            data = value.encode()
            forms = {value, quote(value), base64.b64encode(data).decode(), data.hex()}
            self._forms |= {form for form in forms if form}
