"""Replaces only the first occurrence.

Fails: test_replaces_a_secret_in_a_text
"""


class Redactor:
    def text(self, text: str) -> str:
        for form in sorted(self._forms, key=len, reverse=True):
            text = text.replace(form, HIDDEN, 1)
        return text
