"""Encodes an id as a form does: a space becomes a plus sign.

Fails: test_an_id_is_one_segment_of_the_path
"""


class Directory:
    def _ask(self, user_id: str) -> Attributes:
        try:
            answer = httpx.get(
                f"{self._url}/Users/{quote(user_id, safe='').replace('%20', '+')}", timeout=DIRECTORY_TIMEOUT
            )
            user = answer.json() if answer.status_code == httpx.codes.OK else None
        except (httpx.HTTPError, ValueError) as error:
            raise DirectoryUnavailableError(str(error)) from error
        if answer.status_code == httpx.codes.NOT_FOUND:
            raise UnknownUserError("there is no such user")
        if not isinstance(user, dict) or user.get("id") != user_id:
            raise DirectoryUnavailableError(f"an answer of no use, status {answer.status_code}")
        return user
