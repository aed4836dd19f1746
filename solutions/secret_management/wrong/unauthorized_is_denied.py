"""Takes every 4xx but 404 for a refusal.

Fails: test_an_outage_during_a_rotation, test_an_outage_is_outlived_by_a_copy,
    test_an_outage_is_outlived_while_the_lease_lives, test_tells_why_there_is_no_user
"""


class _Manager:
    def ask(self, method: str, path: str, body: Any = None) -> Any:
        headers = {"X-Vault-Token": self._token.reveal()}
        try:
            answer = httpx.request(method, f"{self._url}/v1/{path}", headers=headers, json=body, timeout=TIMEOUT)
            found = answer.json() if answer.status_code == httpx.codes.OK else None
        except (httpx.HTTPError, ValueError):
            raise ManagerUnavailableError("no answer of use") from None
        if 400 <= answer.status_code < 500 and answer.status_code != 404:
            raise AccessDeniedError(f"{path}: refused")
        if answer.status_code == httpx.codes.NOT_FOUND:
            raise SecretNotFoundError(path)
        if answer.status_code not in (200, 204):
            raise ManagerUnavailableError(f"status {answer.status_code}")
        return found
