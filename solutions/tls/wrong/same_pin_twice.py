"""Takes the same pin twice for a backup.

Fails: test_a_pin_needs_a_backup
"""


class PinSet:
    def __init__(self, pins: Iterable[str]) -> None:
        pins = list(pins)
        self._pins = frozenset(_pin(text) for text in pins)
        if len(pins) < 2:
            raise ValueError("a pin needs a backup")
