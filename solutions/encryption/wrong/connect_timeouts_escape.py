"""Lets a connection that does not come about in time out.

Fails: test_an_outage_is_told_as_one, test_a_record_outlives_a_failed_rewrap,
    test_waits_no_longer_than_the_timeout
"""


class EnvelopeCipher:
    def _ask(self, operation: str, **fields: Any) -> dict[str, Any]:
        headers = {"X-Amz-Target": f"TrentService.{operation}", "Content-Type": "application/x-amz-json-1.1"}
        try:
            answer = httpx.post(self._url, json=fields, headers=headers, timeout=self._timeout)
        except (httpx.ReadTimeout, httpx.NetworkError, httpx.ProtocolError) as error:
            raise KeyServiceUnavailable(f"{operation}: no answer ({type(error).__name__})") from None
        if not answer.is_success:
            raise _failure(operation, answer)
        return answer.json()
