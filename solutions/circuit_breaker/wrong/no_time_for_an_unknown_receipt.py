"""Knows no `retry_after` for a receipt that it has never seen.

Fails: test_says_when_an_open_circuit_is_worth_another_try
"""


class Checkout:
    def receipt(self, charge_id: str) -> dict[str, Any]:
        """A charge; if need be, as it was when last seen (``"stale": True``)."""
        try:
            self._receipts[charge_id] = self._ask("GET", f"/charges/{charge_id}")
        except ServiceUnavailableError:
            if charge_id not in self._receipts:
                raise _sorry(0.0) from None
            return {**self._receipts[charge_id], "stale": True}
        return {**self._receipts[charge_id], "stale": False}
