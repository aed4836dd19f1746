"""Replaces one secret after the other, in the order in which they came.

Fails: test_the_longer_secret_goes_first
"""


class Redactor:
    def __init__(self, *secrets: Secret) -> None:
        self._forms: list[list[str]] = []
        self.add(*secrets)

    def add(self, *secrets: Secret) -> None:
        for secret in secrets:
            value = secret.reveal()
            data = value.encode()
            forms = {value, quote(value, safe=""), base64.b64encode(data).decode(), data.hex()}
            self._forms.append(sorted((form for form in forms if form), key=len, reverse=True))

    def text(self, text: str) -> str:
        for forms in self._forms:
            for form in forms:
                text = text.replace(form, HIDDEN)
        return text
