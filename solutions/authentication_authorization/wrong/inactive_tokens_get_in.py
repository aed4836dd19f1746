"""Takes any token that the directory knows, active or not.

Fails: test_refuses_tokens_that_are_not_active, test_asks_each_time, test_takes_an_unreadable_answer_for_an_outage,
    test_calls_a_bad_token_invalid, test_refuses_a_route_without_a_rule, test_judges_a_body_last
"""


class Authenticator:
    def _by_token(self, credentials: Bearer) -> Identity:
        told = _told(_Introspection, self._ask("POST", "/introspect", data={"token": credentials.token}))
        return Identity(told.username or "unknown", frozenset(filter(None, told.scope.split(" "))), "bearer")
