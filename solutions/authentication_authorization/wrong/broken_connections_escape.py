"""Lets httpx's exceptions for broken connections out.

Fails: test_lets_in_whether_or_not_the_new_record_is_stored, test_lets_nobody_in_while_the_directory_is_away,
    test_lets_nobody_in_during_an_outage
"""


class Authenticator:
    def _ask(self, method: str, path: str, **options: Any) -> httpx.Response:
        try:
            return self._client.request(method, self._url + path, **options)
        except httpx.TimeoutException as error:
            raise DirectoryUnavailable("the directory can't be reached") from error
