"""Sends the token in the URL.

Fails: test_a_rotation_is_of_one_path, test_a_rotation_needs_no_restart, test_a_second_rejection_is_raised,
    test_an_outage_during_a_rotation, test_example_a_user_lives_as_long_as_it_is_needed,
    test_example_two_reads_are_one_request, test_gets_a_user_at_the_first_call,
    test_other_errors_are_not_about_the_secret, test_reads_a_secret, test_the_same_version_is_not_tried_again
Breaks the whole: without the header the manager refuses whatever it is asked.
"""


class _Manager:
    def ask(self, method: str, path: str, body: Any = None) -> Any:
        headers: dict[str, str] = {}
        path = f"{path}?token={self._token.reveal()}"
        try:
            answer = httpx.request(method, f"{self._url}/v1/{path}", headers=headers, json=body, timeout=TIMEOUT)
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
