"""Gives out the old token when no new one can be had.

Fails: test_a_failure_is_told_and_forgotten, test_failures_reach_the_caller
"""


class ServiceTokens(_Kept):
    def get(self) -> str:
        """Return an access token; fetch one if need be."""
        try:
            return self._fresh()
        except AuthServerUnavailable:
            if self._current is None:
                raise
            return str(self._current["access_token"])
