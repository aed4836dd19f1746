"""Does not ask again once the key was refused.

Fails: test_a_disabled_key_does_nothing, test_every_other_4xx_is_a_refusal,
    test_rewrapped_records_outlive_the_old_version, test_a_record_outlives_a_failed_rewrap
"""


class EnvelopeCipher:
    def __init__(self, url: str, key_id: str, *, timeout: float = 2.0) -> None:
        self._url, self._key_id, self._timeout = url, key_id, timeout
        self._refused = None

    def _ask(self, operation: str, **fields: Any) -> dict[str, Any]:
        if isinstance(self._refused, KeyRefused):
            raise self._refused
        headers = {"X-Amz-Target": f"TrentService.{operation}", "Content-Type": "application/x-amz-json-1.1"}
        try:
            answer = httpx.post(self._url, json=fields, headers=headers, timeout=self._timeout)
        except httpx.TransportError as error:
            raise KeyServiceUnavailable(f"{operation}: no answer ({type(error).__name__})") from None
        if not answer.is_success:
            self._refused = _failure(operation, answer)
            raise self._refused
        return answer.json()
