"""Waits as long as httpx does.

Fails: test_an_outage_is_outlived_by_a_copy
"""


class _Manager:
    def ask(self, method: str, path: str, body: Any = None) -> Any:
        headers = {"X-Vault-Token": self._token.reveal()}
        try:
            answer = httpx.request(method, f"{self._url}/v1/{path}", headers=headers, json=body)
            found = answer.json() if answer.status_code == httpx.codes.OK else None
        except (httpx.HTTPError, ValueError):
            raise ManagerUnavailableError("no answer of use") from None
        if answer.status_code in (400, 403):
            raise AccessDeniedError(f"{path}: refused")
        if answer.status_code == httpx.codes.NOT_FOUND:
            raise SecretNotFoundError(path)
        if answer.status_code not in (200, 204):
            raise ManagerUnavailableError(f"status {answer.status_code}")
        return found
