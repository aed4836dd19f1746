"""Keeps the text in an attribute that anybody reads.

Fails: test_no_attribute_gives_it_away
"""


class Secret:
    def __init__(self, value: str) -> None:
        self._value = self.value = value
