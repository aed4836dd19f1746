"""Forgets `timeout` when it rewraps, and waits five seconds as httpx does.

Fails: test_a_record_outlives_a_failed_rewrap
"""


class EnvelopeCipher:
    def _ask(self, operation: str, **fields: Any) -> dict[str, Any]:
        headers = {"X-Amz-Target": f"TrentService.{operation}", "Content-Type": "application/x-amz-json-1.1"}
        options = {} if operation == "ReEncrypt" else {"timeout": self._timeout}
        try:
            answer = httpx.post(self._url, json=fields, headers=headers, **options)
        except httpx.TransportError as error:
            raise KeyServiceUnavailable(f"{operation}: no answer ({type(error).__name__})") from None
        if not answer.is_success:
            raise _failure(operation, answer)
        return answer.json()
