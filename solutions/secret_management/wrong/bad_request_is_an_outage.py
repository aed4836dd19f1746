"""Takes 400 for an outage.

Fails: test_a_refusal_is_told_at_once, test_an_outage_in_the_middle_of_a_replacement,
    test_takes_a_new_user_where_none_can_be_renewed, test_tells_why_there_is_no_user
"""


class _Manager:
    def ask(self, method: str, path: str, body: Any = None) -> Any:
        headers = {"X-Vault-Token": self._token.reveal()}
        try:
            answer = httpx.request(method, f"{self._url}/v1/{path}", headers=headers, json=body, timeout=TIMEOUT)
            found = answer.json() if answer.status_code == httpx.codes.OK else None
        except (httpx.HTTPError, ValueError):
            raise ManagerUnavailableError("no answer of use") from None
        if answer.status_code in (403,):
            raise AccessDeniedError(f"{path}: refused")
        if answer.status_code == httpx.codes.NOT_FOUND:
            raise SecretNotFoundError(path)
        if answer.status_code not in (200, 204):
            raise ManagerUnavailableError(f"status {answer.status_code}")
        return found
