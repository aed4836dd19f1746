"""Takes every answer of 4xx without a known exception for an outage.

Fails: not_yet_proven
"""


class EnvelopeCipher:
    def _ask(self, operation: str, **fields: Any) -> dict[str, Any]:
        headers = {"X-Amz-Target": f"TrentService.{operation}", "Content-Type": "application/x-amz-json-1.1"}
        try:
            answer = httpx.post(self._url, json=fields, headers=headers, timeout=self._timeout)
        except httpx.TransportError as error:
            raise KeyServiceUnavailable(f"{operation}: no answer ({type(error).__name__})") from None
        try:
            content = answer.json()
        except ValueError:
            content = None
        kind = content.get("__type", "") if isinstance(content, dict) else ""
        if (
            answer.is_server_error
            or answer.status_code == TOO_MANY_REQUESTS
            or kind == THROTTLED
            or (answer.is_client_error and kind not in INVALID)
        ):
            raise KeyServiceUnavailable(f"{operation}: status {answer.status_code}")
        if kind in INVALID:
            raise DecryptionError("it does not open")
        if answer.is_client_error:
            raise KeyRefused(f"{operation}: {kind or answer.status_code}")
        if not isinstance(content, dict):
            raise KeyServiceUnavailable(f"{operation}: an answer that can't be read")
        return content
