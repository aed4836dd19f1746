"""Asks no more after the first failure.

Fails: not_yet_proven
"""


class EnvelopeCipher:
    def __init__(self, url: str, key_id: str, *, timeout: float = 2.0) -> None:
        self._url, self._key_id, self._timeout = url, key_id, timeout
        self._broken = False

    def _ask(self, operation: str, **fields: Any) -> dict[str, Any]:
        headers = {"X-Amz-Target": f"TrentService.{operation}", "Content-Type": "application/x-amz-json-1.1"}
        if self._broken:
            raise KeyServiceUnavailable("broken")
        try:
            answer = httpx.post(self._url, json=fields, headers=headers, timeout=self._timeout)
        except httpx.TransportError as error:
            self._broken = True
            raise KeyServiceUnavailable(f"{operation}: no answer ({type(error).__name__})") from None
        try:
            content = answer.json()
        except ValueError:
            content = None
        kind = content.get("__type", "") if isinstance(content, dict) else ""
        if answer.is_server_error or answer.status_code == TOO_MANY_REQUESTS or kind == THROTTLED:
            raise KeyServiceUnavailable(f"{operation}: status {answer.status_code}")
        if kind in INVALID:
            raise DecryptionError("it does not open")
        if answer.is_client_error:
            raise KeyRefused(f"{operation}: {kind or answer.status_code}")
        if not isinstance(content, dict):
            raise KeyServiceUnavailable(f"{operation}: an answer that can't be read")
        return content
