"""Keeps one receipt for all charges.

Fails: test_shows_the_last_known_receipt, test_makes_up_no_receipt
"""


class Checkout:
    def receipt(self, charge_id: str) -> dict[str, Any]:
        """A charge; if need be, as it was when last seen (``"stale": True``)."""
        try:
            self._receipts["last"] = self._ask("GET", f"/charges/{charge_id}")
        except ServiceUnavailableError:
            if "last" not in self._receipts:
                raise
            return {**self._receipts["last"], "stale": True}
        return {**self._receipts["last"], "stale": False}
