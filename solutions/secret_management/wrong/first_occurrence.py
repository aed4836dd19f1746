"""Replaces only the first occurrence.

Fails: nothing
"""


class Redactor:
    def text(self, text: str) -> str:
        for form in sorted(self._forms, key=len, reverse=True):
            text = text.replace(form, HIDDEN, 1)
        return text
