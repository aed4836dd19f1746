"""Charges at the usual address, whatever `base_url`.

Fails: test_charges_through_its_client
"""


class Payments:
    def charge(self, amount: int, reference: str) -> str:
        body = {"amount": amount, "reference": reference}
        url = f"{PAYMENT_SERVICE}/charges"
        answer = self._client.request("POST", url, idempotency_key=str(uuid.uuid4()), json=body)
        answer.raise_for_status()
        return str(answer.json()["id"])
