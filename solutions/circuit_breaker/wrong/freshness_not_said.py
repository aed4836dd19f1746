"""Says nothing about a fresh receipt, only about a stale one.

Fails: test_tells_the_whole_receipt
"""


class Checkout:
    def receipt(self, charge_id: str) -> dict[str, Any]:
        """A charge; if need be, as it was when last seen (``"stale": True``)."""
        try:
            self._receipts[charge_id] = self._ask("GET", f"/charges/{charge_id}")
        except ServiceUnavailableError:
            if charge_id not in self._receipts:
                raise
            return {**self._receipts[charge_id], "stale": True}
        return self._receipts[charge_id]
