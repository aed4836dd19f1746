"""Queues an order again that waits already.

Fails: test_keeps_the_key_of_an_order, test_queues_an_order_once, test_waits_no_more_once_there_is_an_answer
"""


class Checkout:
    def __init__(self, client: GuardedClient, base_url: str = PAYMENT_SERVICE) -> None:
        self._client = client
        self._base_url = base_url
        self._receipts: dict[str, dict[str, Any]] = {}
        self._waiting: list[dict[str, Any]] = []

    @property
    def queued(self) -> list[str]:
        """The ids of the orders that wait to be paid, oldest first."""
        return [order["reference"] for order in self._waiting]

    def pay(self, order_id: str, amount: int, source: str = "tok_visa") -> dict[str, Any]:
        """Charge an order; if need be, later."""
        order = {"reference": order_id, "amount": amount, "source": source}
        try:
            return {"status": "paid", "charge": self._charge(order)["id"]}
        except ServiceUnavailableError:
            self._waiting.append(order)
            return {"status": "queued"}

    def deliver(self) -> int:
        """Charge what is queued, oldest first, as far as it goes; return how many charges were made."""
        made = 0
        for order in list(self._waiting):
            try:
                self._charge(order)
            except ServiceUnavailableError:
                break
            except PaymentRefusedError:
                continue  # the answer is final; it must not hold up the others
            made += 1
        return made

    def _charge(self, order: dict[str, Any]) -> dict[str, Any]:
        """Ask for a charge. An order that has been answered, with yes or no, waits no more."""
        # The same key in every attempt: the first one may have been carried out although it seemed to fail.
        headers = {"Idempotency-Key": f"order-{order['reference']}"}
        try:
            charge = self._ask("POST", "/charges", json=order, headers=headers)
        except PaymentRefusedError:
            self._waiting = [each for each in self._waiting if each is not order]
            raise
        self._waiting = [each for each in self._waiting if each is not order]
        return charge
