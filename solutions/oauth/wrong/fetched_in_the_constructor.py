"""Fetches the first token when the object is made.

Fails: test_a_token_is_kept_until_shortly_before_its_end, test_a_token_that_was_refused_is_dropped,
    test_a_failure_is_told_and_forgotten, test_calls_in_the_name_of_a_user
"""


class ServiceTokens(_Kept):
    def __init__(self, *, token_endpoint: str, client_id: str, client_secret: str, scope: str = "") -> None:
        endpoint = _TokenEndpoint(token_endpoint, client_id, client_secret)
        form = {"grant_type": "client_credentials", **({"scope": scope} if scope else {})}
        super().__init__(lambda: endpoint.ask(form), endpoint.ask(form))
