"""Sends a request again when the connection has failed.

Fails: test_an_outage_is_told_as_one, test_waits_no_longer_than_the_timeout, test_a_record_outlives_a_failed_rewrap
"""


class EnvelopeCipher:
    def _ask(self, operation: str, **fields: Any) -> dict[str, Any]:
        headers = {"X-Amz-Target": f"TrentService.{operation}", "Content-Type": "application/x-amz-json-1.1"}
        try:
            try:
                answer = httpx.post(self._url, json=fields, headers=headers, timeout=self._timeout)
            except httpx.TransportError:
                answer = httpx.post(self._url, json=fields, headers=headers, timeout=self._timeout)
        except httpx.TransportError as error:
            raise KeyServiceUnavailable(f"{operation}: no answer ({type(error).__name__})") from None
        if not answer.is_success:
            raise _failure(operation, answer)
        return answer.json()
