"""Numbers the charges of its process: two processes use the same keys.

Fails: test_makes_a_key_for_each_charge
"""

import itertools

NUMBERS = itertools.count()


class Payments:
    def charge(self, amount: int, reference: str) -> str:
        body = {"amount": amount, "reference": reference}
        url = f"{self._base_url}/charges"
        answer = self._client.request("POST", url, idempotency_key=f"charge-{next(NUMBERS)}", json=body)
        answer.raise_for_status()
        return str(answer.json()["id"])
