"""Gives every try its whole timeout, whatever is left.

Fails: test_cuts_a_try_at_the_deadline
"""


class Client:
    def _try(self, end: float, request: httpx.Request, auth: Any) -> httpx.Response | Exception:
        """One try, and what became of it."""
        request.extensions["timeout"] = httpx.Timeout(self._timeout).as_dict()
        try:
            return self._http.send(request, auth=auth)
        except Exception as error:
            return error
