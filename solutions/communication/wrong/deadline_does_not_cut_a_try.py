"""Gives every try its whole timeout, whatever is left.

Fails: test_cuts_a_try_at_the_deadline
"""


class Client:
    def _try(self, end: float, method: str, url: str, **options: Any) -> httpx.Response | Exception:
        """One try, and what became of it."""
        left = self._timeout
        try:
            return self._http.request(method, url, timeout=left, **options)
        except Exception as error:
            return error
