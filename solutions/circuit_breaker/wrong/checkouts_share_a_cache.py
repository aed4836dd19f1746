"""Keeps the cache in the class, so that all checkouts share it.

Fails: test_shares_nothing_between_checkouts
"""


class Checkout:
    def __init__(self, client: GuardedClient, base_url: str = PAYMENT_SERVICE) -> None:
        self._client = client
        self._base_url = base_url
        self._queue: dict[str, dict[str, Any]] = {}

    _receipts: dict[str, dict[str, Any]] = {}  # noqa: RUF012 — the mistake
