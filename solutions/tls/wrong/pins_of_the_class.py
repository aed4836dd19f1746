"""Keeps the pins in the class.

Fails: test_keeps_a_copy_of_the_pins
"""


class PinSet:
    def __init__(self, pins: Iterable[str]) -> None:
        PinSet._pins = frozenset(_pin(text) for text in pins)
        if len(self._pins) < 2:
            raise ValueError("a pin needs a backup")
