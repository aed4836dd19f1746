"""Keeps a service's token for ever.

Fails: test_a_token_is_kept_until_shortly_before_its_end, test_calls_at_once_share_a_request,
    test_a_failure_is_told_and_forgotten, test_failures_reach_the_caller
"""


class ServiceTokens(_Kept):
    def __init__(self, *, token_endpoint: str, client_id: str, client_secret: str, scope: str = "") -> None:
        endpoint = _TokenEndpoint(token_endpoint, client_id, client_secret)
        form = {"grant_type": "client_credentials", **({"scope": scope} if scope else {})}
        super().__init__(lambda: {**endpoint.ask(form), "expires_at": float("inf")})
