"""Begins the key with the reference, whatever characters it has and however many.

Fails: test_makes_a_key_for_each_charge
"""


class Payments:
    def charge(self, amount: int, reference: str) -> str:
        body = {"amount": amount, "reference": reference}
        url = f"{self._base_url}/charges"
        answer = self._client.request("POST", url, idempotency_key=f"{reference}-{uuid.uuid4()}", json=body)
        answer.raise_for_status()
        return str(answer.json()["id"])
