"""Asks at the address of the lesson, whatever it was made for.

Fails: not_yet_proven
"""


class EnvelopeCipher:
    def _ask(self, operation: str, **fields: Any) -> dict[str, Any]:
        headers = {"X-Amz-Target": f"TrentService.{operation}", "Content-Type": "application/x-amz-json-1.1"}
        try:
            answer = httpx.post("https://kms.test", json=fields, headers=headers, timeout=self._timeout)
        except httpx.TransportError as error:
            raise KeyServiceUnavailable(f"{operation}: no answer ({type(error).__name__})") from None
        if not answer.is_success:
            raise _failure(operation, answer)
        return answer.json()
