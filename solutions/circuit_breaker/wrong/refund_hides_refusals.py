"""Says that the service can't be had when a refund was refused.

Fails: test_an_answer_of_4xx_is_an_answer
"""


class Checkout:
    def refund(self, charge_id: str, amount: int) -> dict[str, Any]:
        """Give money back; if that can't be done now, ``ServiceUnavailableError`` says so at once."""
        try:
            return self._ask("POST", f"/charges/{charge_id}/refunds", json={"amount": amount})
        except PaymentRefusedError as error:
            raise _sorry(1.0) from error
