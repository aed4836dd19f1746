"""Repeats a token that was refused.

Fails: test_calls_a_bad_token_invalid
"""


class Authenticator:
    def _by_token(self, credentials: Bearer) -> Identity:
        told = _told(_Introspection, self._ask("POST", "/introspect", data={"token": credentials.token}))
        if not told.active:
            error = NotAuthenticated("bearer")
            error.args = (f"no such token: {credentials.token}",)
            raise error
        if told.username is None:
            raise DirectoryUnavailable("the directory does not say whose it is")
        return Identity(told.username, frozenset(filter(None, told.scope.split(" "))), "bearer")
