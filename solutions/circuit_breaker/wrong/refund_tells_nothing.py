"""Gives nothing back but that the refund was made.

Fails: test_refunds, test_asks_the_service_it_was_given
"""


class Checkout:
    def refund(self, charge_id: str, amount: int) -> dict[str, Any]:
        """Give money back; if that can't be done now, ``ServiceUnavailableError`` says so at once."""
        self._ask("POST", f"/charges/{charge_id}/refunds", json={"amount": amount})
        return {"status": "refunded", "amount": amount}
