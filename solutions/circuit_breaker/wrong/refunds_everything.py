"""Asks for a refund without its amount, which gives all back.

Fails: test_caches_what_is_newest, test_refunds
"""


class Checkout:
    def refund(self, charge_id: str, amount: int) -> dict[str, Any]:
        """Give money back; if that can't be done now, ``ServiceUnavailableError`` says so at once."""
        return self._ask("POST", f"/charges/{charge_id}/refunds")
