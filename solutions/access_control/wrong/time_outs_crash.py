"""Catches broken connections, and lets time-outs out.

Fails: test_a_connection_that_fails_is_an_outage[connecting], test_waits_for_two_seconds
"""


class Directory:
    def _ask(self, user_id: str) -> Attributes:
        try:
            answer = httpx.get(f"{self._url}/Users/{quote(user_id, safe='')}", timeout=DIRECTORY_TIMEOUT)
            user = answer.json() if answer.status_code == httpx.codes.OK else None
        except (httpx.NetworkError, httpx.RemoteProtocolError, ValueError) as error:
            raise DirectoryUnavailableError(str(error)) from error
        if answer.status_code == httpx.codes.NOT_FOUND:
            raise UnknownUserError("there is no such user")
        if not isinstance(user, dict) or user.get("id") != user_id:
            raise DirectoryUnavailableError(f"an answer of no use, status {answer.status_code}")
        return user
