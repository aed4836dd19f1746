"""Sends a request again after an answer of 5xx.

Fails: test_a_service_that_fails_or_throttles_is_an_outage, test_a_record_outlives_a_failed_rewrap
"""


class EnvelopeCipher:
    def _ask(self, operation: str, **fields: Any) -> dict[str, Any]:
        headers = {"X-Amz-Target": f"TrentService.{operation}", "Content-Type": "application/x-amz-json-1.1"}
        try:
            answer = httpx.post(self._url, json=fields, headers=headers, timeout=self._timeout)
        except httpx.TransportError as error:
            raise KeyServiceUnavailable(f"{operation}: no answer ({type(error).__name__})") from None
        if answer.is_server_error:
            answer = httpx.post(self._url, json=fields, headers=headers, timeout=self._timeout)
        if not answer.is_success:
            raise _failure(operation, answer)
        return answer.json()
