"""Waits as long as httpx does by default.

Fails: test_waits_no_longer_than_its_timeout, test_does_not_wait_beyond_its_deadline,
    test_cuts_a_try_at_the_deadline
"""


class Client:
    def _try(self, end: float, request: httpx.Request, auth: Any) -> httpx.Response | Exception:
        """One try, and what became of it."""
        try:
            return self._http.send(request, auth=auth)
        except Exception as error:
            return error
