"""Keeps the address of the directory that was made last.

Fails: nothing_yet
"""


class Directory:
    def __init__(self, url: str) -> None:
        Directory._address = url

    def _ask(self, user_id: str) -> Attributes:
        """Return the user as the directory has them."""
        try:
            answer = httpx.get(f"{Directory._address}/Users/{quote(user_id, safe='')}", timeout=DIRECTORY_TIMEOUT)
            user = answer.json() if answer.status_code == httpx.codes.OK else {}
        except (httpx.HTTPError, ValueError) as error:
            raise DirectoryUnavailableError(str(error)) from error
        if answer.status_code == httpx.codes.NOT_FOUND:
            raise UnknownUserError("there is no such user")
        if not isinstance(user, dict) or user.get("id") != user_id:
            raise DirectoryUnavailableError(f"an answer of no use, status {answer.status_code}")
        return user
