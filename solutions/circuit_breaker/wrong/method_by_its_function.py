"""Sends a request by the function of httpx that has the method's name, which not every method has, nor every option.

Fails: test_guards_every_method, test_hands_every_option_on
"""


class GuardedClient:
    def _send(self, method: str, url: str, **options: Any) -> httpx.Response:
        response = getattr(self._http, method.lower())(url, **options)
        if response.is_server_error:
            raise _ServerError(response)
        return response
