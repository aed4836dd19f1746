"""Splits the scope at tabs, line breaks and no-break spaces too.

Fails: test_knows_whose_token_it_is
"""


class Authenticator:
    def _by_token(self, credentials: Bearer) -> Identity:
        told = _told(_Introspection, self._ask("POST", "/introspect", data={"token": credentials.token}))
        if not told.active:
            raise NotAuthenticated("bearer")
        if told.username is None:
            raise DirectoryUnavailable("the directory does not say whose it is")
        return Identity(told.username, frozenset(told.scope.split()), "bearer")
