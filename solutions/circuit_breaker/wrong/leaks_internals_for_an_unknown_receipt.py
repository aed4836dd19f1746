"""Shows the customer the technical error when there is no cached receipt.

Fails: test_makes_up_no_receipt
"""


class Checkout:
    def receipt(self, charge_id: str) -> dict[str, Any]:
        """A charge; if need be, as it was when last seen (``"stale": True``)."""
        try:
            self._receipts[charge_id] = self._ask("GET", f"/charges/{charge_id}")
        except ServiceUnavailableError as error:
            if charge_id not in self._receipts:
                message = f"There is no copy of this receipt ({error.__cause__!r})."
                raise ServiceUnavailableError(message, error.retry_after) from error
            return {**self._receipts[charge_id], "stale": True}
        return {**self._receipts[charge_id], "stale": False}
