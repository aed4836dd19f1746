"""Charges with a client of its own instead of the one that was given.

Fails: test_charges_through_its_client
"""


class Payments:
    def __init__(self, client: Client, base_url: str = PAYMENT_SERVICE) -> None:
        self._client = Client(base=0)
        self._base_url = base_url
