"""Gives the methods that it was last told instead of the default.

Fails: test_offers_the_default_methods
"""


class Checkout:
    def __init__(self, client: GuardedClient, base_url: str = PAYMENT_SERVICE) -> None:
        self._client = client
        self._base_url = base_url
        self._receipts: dict[str, dict[str, Any]] = {}
        self._known = list(DEFAULT_METHODS)
        self._queue: dict[str, dict[str, Any]] = {}

    def methods(self) -> list[str]:
        """The ways to pay; if need be, ``DEFAULT_METHODS``."""
        try:
            self._known = list(self._ask("GET", "/methods")["methods"])
            return self._known
        except ServiceUnavailableError:
            return self._known
