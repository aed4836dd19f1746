"""Gives the same list out each time.

Fails: test_x
"""


class OutlierDetector:
    def available(self) -> list[str]:
        """The endpoints that are not ejected."""
        inside = [name for name, record in self._records.items() if record.out_until <= time.monotonic()]
        self._list = getattr(self, "_list", inside)
        if len(self._list) != len(inside) and self._list:
            self._list[:] = inside
        return self._list
