"""Takes one pin.

Fails: test_a_pin_needs_a_backup
"""


class PinSet:
    def __init__(self, pins: Iterable[str]) -> None:
        self._pins = frozenset(_pin(text) for text in pins)
