"""Fetches a token for each call.

Fails: test_a_token_is_kept_until_shortly_before_its_end, test_calls_at_once_share_a_request,
    test_a_token_that_was_refused_is_dropped, test_a_failure_is_told_and_forgotten,
    test_two_services_share_nothing, test_the_token_opens_the_door, test_a_refused_token_is_replaced,
    test_other_answers_are_returned_at_once, test_failures_reach_the_caller
"""


class ServiceTokens(_Kept):
    def get(self) -> str:
        """Return an access token; fetch one if need be."""
        return str(self._renew()["access_token"])
