"""Remembers the identity of a token.

Fails: test_refuses_tokens_that_are_not_active, test_asks_each_time,
    test_lets_nobody_in_while_the_directory_is_away, test_waits_as_long_as_it_was_told,
    test_takes_any_other_status_for_an_outage, test_lets_nobody_in_during_an_outage
"""


class Authenticator:
    def __init__(self, directory_url: str, *, key: str, hasher: PasswordHasher, timeout: float = 2.0) -> None:
        self._url = directory_url
        self._hasher = hasher
        self._tokens: dict[str, Identity] = {}
        self._client = httpx.Client(headers={"Authorization": f"Bearer {key}"}, timeout=timeout)

    def _by_token(self, credentials: Bearer) -> Identity:
        if credentials.token in self._tokens:
            return self._tokens[credentials.token]
        told = _told(_Introspection, self._ask("POST", "/introspect", data={"token": credentials.token}))
        if not told.active:
            raise NotAuthenticated("bearer")
        if told.username is None:
            raise DirectoryUnavailable("the directory does not say whose it is")
        self._tokens[credentials.token] = Identity(
            told.username, frozenset(filter(None, told.scope.split(" "))), "bearer"
        )
        return self._tokens[credentials.token]
