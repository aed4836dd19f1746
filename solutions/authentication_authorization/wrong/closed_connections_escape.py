"""Lets httpx's exception for a closed connection out.

Fails: test_lets_nobody_in_while_the_directory_is_away
"""


class Authenticator:
    def _ask(self, method: str, path: str, **options: Any) -> httpx.Response:
        try:
            return self._client.request(method, self._url + path, **options)
        except (httpx.NetworkError, httpx.TimeoutException) as error:
            raise DirectoryUnavailable("the directory can't be reached") from error
