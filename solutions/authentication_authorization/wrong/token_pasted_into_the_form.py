"""Pastes the token into the form without encoding it.

Fails: test_knows_whose_token_it_is
"""


class Authenticator:
    def _by_token(self, credentials: Bearer) -> Identity:
        told = _told(
            _Introspection,
            self._ask(
                "POST",
                "/introspect",
                content="token=" + credentials.token,
                headers={"Content-Type": "application/x-www-form-urlencoded"},
            ),
        )
        if not told.active:
            raise NotAuthenticated("bearer")
        if told.username is None:
            raise DirectoryUnavailable("the directory does not say whose it is")
        return Identity(told.username, frozenset(filter(None, told.scope.split(" "))), "bearer")
