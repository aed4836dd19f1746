"""Remembers a failure, and raises it for ever.

Fails: test_a_token_that_was_refused_is_dropped, test_a_failure_is_told_and_forgotten,
    test_failures_reach_the_caller
"""


class ServiceTokens(_Kept):
    def __init__(self, *, token_endpoint: str, client_id: str, client_secret: str, scope: str = "") -> None:
        endpoint = _TokenEndpoint(token_endpoint, client_id, client_secret)
        form = {"grant_type": "client_credentials", **({"scope": scope} if scope else {})}
        super().__init__(lambda: endpoint.ask(form))
        self._failure: OAuthError | None = None

    def get(self) -> str:
        """Return an access token; fetch one if need be."""
        if self._failure is not None:
            raise self._failure
        try:
            return self._fresh()
        except OAuthError as error:
            self._failure = error
            raise
