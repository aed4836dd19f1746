"""Replaces the shorter secret first.

Fails: nothing
"""


class Redactor:
    def text(self, text: str) -> str:
        for form in sorted(self._forms, key=len):
            text = text.replace(form, HIDDEN)
        return text
