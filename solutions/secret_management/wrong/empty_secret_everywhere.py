"""Puts the mark between all letters for an empty secret.

Fails: nothing
"""


class Redactor:
    def add(self, *secrets: Secret) -> None:
        for secret in secrets:
            value = secret.reveal()
            data = value.encode()
            forms = {value, quote(value, safe=""), base64.b64encode(data).decode(), data.hex()}
            self._forms |= forms
