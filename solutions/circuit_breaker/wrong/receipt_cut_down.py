"""Gives only those fields of a receipt that it thinks useful.

Fails: test_tells_the_whole_receipt
"""


class Checkout:
    def receipt(self, charge_id: str) -> dict[str, Any]:
        """A charge; if need be, as it was when last seen (``"stale": True``)."""
        try:
            answer = self._ask("GET", f"/charges/{charge_id}")
            self._receipts[charge_id] = {name: answer[name] for name in ("id", "amount", "refunded") if name in answer}
        except ServiceUnavailableError:
            if charge_id not in self._receipts:
                raise
            return {**self._receipts[charge_id], "stale": True}
        return {**self._receipts[charge_id], "stale": False}
