"""Replaces the shorter secret first.

Fails: test_replaces_a_secret_in_a_text
"""


class Redactor:
    def text(self, text: str) -> str:
        for form in sorted(self._forms, key=len):
            text = text.replace(form, HIDDEN)
        return text
