"""Shows the cached receipt although the service has answered with 4xx.

Fails: test_makes_up_no_receipt
"""


class Checkout:
    def receipt(self, charge_id: str) -> dict[str, Any]:
        try:
            self._receipts[charge_id] = self._ask("GET", f"/charges/{charge_id}")
        except (ServiceUnavailableError, PaymentRefusedError):
            if charge_id not in self._receipts:
                raise
            return {**self._receipts[charge_id], "stale": True}
        return {**self._receipts[charge_id], "stale": False}
