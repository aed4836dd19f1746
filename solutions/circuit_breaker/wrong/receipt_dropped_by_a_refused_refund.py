"""Drops a receipt from the cache when a refund for it is refused.

Fails: test_keeps_a_receipt_after_a_refusal
"""


class Checkout:
    def refund(self, charge_id: str, amount: int) -> dict[str, Any]:
        """Give money back; if that can't be done now, ``ServiceUnavailableError`` says so at once."""
        try:
            return self._ask("POST", f"/charges/{charge_id}/refunds", json={"amount": amount})
        except PaymentRefusedError:
            self._receipts.pop(charge_id, None)  # it seems to be wrong
            raise
