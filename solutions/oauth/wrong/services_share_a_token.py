"""Keeps one token for all services.

Fails: test_asks_in_its_own_name, test_a_token_that_was_refused_is_dropped,
    test_a_failure_is_told_and_forgotten, test_two_services_share_nothing, test_a_refused_token_is_replaced,
    test_failures_reach_the_caller
"""


class ServiceTokens(_Kept):
    def get(self) -> str:
        """Return an access token; fetch one if need be."""
        self._current = SHARED.get("token")
        token = self._fresh()
        SHARED["token"] = self._current
        return token


SHARED: dict[str, Any] = {}
