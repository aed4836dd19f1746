"""Catches broken connections, and lets time-outs out.

Fails: test_waits_for_two_seconds, test_without_an_answer_it_can_not_be_had[lets nobody connect],
    test_without_an_answer_it_can_not_be_had[never answers],
    test_without_the_directory_nothing_is_permitted[no answer]
"""


class Directory:
    def _ask(self, user_id: str) -> Attributes:
        """Return the user as the directory has them."""
        try:
            answer = httpx.get(f"{self._url}/Users/{quote(user_id, safe='')}", timeout=DIRECTORY_TIMEOUT)
            user = answer.json() if answer.status_code == httpx.codes.OK else {}
        except (httpx.NetworkError, httpx.RemoteProtocolError, ValueError) as error:
            raise DirectoryUnavailableError(str(error)) from error
        if answer.status_code == httpx.codes.NOT_FOUND:
            raise UnknownUserError("there is no such user")
        if not isinstance(user, dict) or user.get("id") != user_id:
            raise DirectoryUnavailableError(f"an answer of no use, status {answer.status_code}")
        return user
