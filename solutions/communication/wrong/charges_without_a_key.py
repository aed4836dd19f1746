"""Sends a charge without a key: when an answer is lost nobody tries again.

Fails: test_example_charges_once_though_the_answer_was_lost, test_makes_a_key_for_each_charge
"""


class Payments:
    def charge(self, amount: int, reference: str) -> str:
        body = {"amount": amount, "reference": reference}
        url = f"{self._base_url}/charges"
        answer = self._client.request("POST", url, json=body)
        answer.raise_for_status()
        return str(answer.json()["id"])
