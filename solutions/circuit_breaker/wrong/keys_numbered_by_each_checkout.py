"""Numbers the keys of its orders, so that two checkouts give the same key to two orders.

Fails: test_shares_no_key_between_checkouts
"""


class Checkout:
    def __init__(self, client: GuardedClient, base_url: str = PAYMENT_SERVICE) -> None:
        self._client = client
        self._base_url = base_url
        self._keys: dict[str, str] = {}
        self._receipts: dict[str, dict[str, Any]] = {}
        self._queue: dict[str, dict[str, Any]] = {}

    def _charge(self, order: dict[str, Any]) -> dict[str, Any]:
        """Ask for a charge. An order that has been answered, with yes or no, waits no more."""
        # The same key in every attempt: the first one may have been carried out although it seemed to fail.
        key = self._keys.setdefault(order["reference"], f"payment-{len(self._keys) + 1}")
        headers = {"Idempotency-Key": key}
        try:
            charge = self._ask("POST", "/charges", json=order, headers=headers)
        except PaymentRefusedError:
            self._queue.pop(order["reference"], None)
            raise
        self._queue.pop(order["reference"], None)
        return charge
