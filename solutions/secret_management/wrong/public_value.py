"""Keeps the text in an attribute that anybody reads.

Fails: nothing
"""


class Secret:
    def __init__(self, value: str) -> None:
        self._value = self.value = value
