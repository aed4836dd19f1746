"""Does not say that a receipt comes from the cache.

Fails: test_shows_the_last_known_receipt
"""


class Checkout:
    def receipt(self, charge_id: str) -> dict[str, Any]:
        """A charge; if need be, as it was when last seen (``"stale": True``)."""
        try:
            self._receipts[charge_id] = self._ask("GET", f"/charges/{charge_id}")
        except ServiceUnavailableError:
            if charge_id not in self._receipts:
                raise
            return {**self._receipts[charge_id], "stale": False}
        return {**self._receipts[charge_id], "stale": False}
