"""Knows GET, HEAD, POST, PUT and DELETE, and sends everything else by PUT.

Fails: test_guards_every_method
"""


class GuardedClient:
    def _send(self, method: str, url: str, **options: Any) -> httpx.Response:
        response = self._http.request(
            method if method in ("GET", "HEAD", "POST", "PUT", "DELETE") else "PUT", url, **options
        )
        if response.is_server_error:
            raise _ServerError(response)
        return response
