"""Forgets a receipt when the service has answered with 4xx.

Fails: test_keeps_a_receipt_after_a_refusal
"""


class Checkout:
    def receipt(self, charge_id: str) -> dict[str, Any]:
        """A charge; if need be, as it was when last seen (``"stale": True``)."""
        try:
            self._receipts[charge_id] = self._ask("GET", f"/charges/{charge_id}")
        except PaymentRefusedError:
            self._receipts.pop(charge_id, None)
            raise
        except ServiceUnavailableError:
            if charge_id not in self._receipts:
                raise
            return {**self._receipts[charge_id], "stale": True}
        return {**self._receipts[charge_id], "stale": False}
