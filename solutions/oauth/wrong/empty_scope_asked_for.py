"""Asks for an empty scope.

Fails: test_asks_in_its_own_name
"""


class ServiceTokens(_Kept):
    def __init__(self, *, token_endpoint: str, client_id: str, client_secret: str, scope: str = "") -> None:
        endpoint = _TokenEndpoint(token_endpoint, client_id, client_secret)
        form = {"grant_type": "client_credentials", "scope": scope}
        super().__init__(lambda: endpoint.ask(form))
