"""Drops a receipt from the cache when some of its money is given back.

Fails: test_keeps_a_receipt_after_a_refund
"""


class Checkout:
    def refund(self, charge_id: str, amount: int) -> dict[str, Any]:
        """Give money back; if that can't be done now, ``ServiceUnavailableError`` says so at once."""
        refund = self._ask("POST", f"/charges/{charge_id}/refunds", json={"amount": amount})
        self._receipts.pop(charge_id, None)  # it does not show the refund
        return refund
