"""Enters a refund in the cached receipt, and shows what the service has never said.

Fails: test_keeps_a_receipt_after_a_refund
"""


class Checkout:
    def refund(self, charge_id: str, amount: int) -> dict[str, Any]:
        """Give money back; if that can't be done now, ``ServiceUnavailableError`` says so at once."""
        refund = self._ask("POST", f"/charges/{charge_id}/refunds", json={"amount": amount})
        if charge_id in self._receipts:
            known = self._receipts[charge_id]
            self._receipts[charge_id] = {**known, "refunded": known["refunded"] + amount}
        return refund
