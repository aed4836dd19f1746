"""Takes 404 for an outage.

Fails: test_who_is_not_there_is_unknown, test_who_is_unknown_to_the_directory_may_do_nothing
"""


class Directory:
    def _ask(self, user_id: str) -> Attributes:
        try:
            answer = httpx.get(f"{self._url}/Users/{quote(user_id, safe='')}", timeout=DIRECTORY_TIMEOUT)
            user = answer.json() if answer.status_code == httpx.codes.OK else None
        except (httpx.HTTPError, ValueError) as error:
            raise DirectoryUnavailableError(str(error)) from error
        if not isinstance(user, dict) or user.get("id") != user_id:
            raise DirectoryUnavailableError(f"an answer of no use, status {answer.status_code}")
        return user
