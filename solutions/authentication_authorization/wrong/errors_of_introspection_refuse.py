"""Takes every 4xx of an introspection for an inactive token.

Fails: test_takes_any_other_status_for_an_outage
"""


class Authenticator:
    def _by_token(self, credentials: Bearer) -> Identity:
        answer = self._ask("POST", "/introspect", data={"token": credentials.token})
        if answer.is_client_error:
            raise NotAuthenticated("bearer")
        told = _told(_Introspection, answer)
        if not told.active:
            raise NotAuthenticated("bearer")
        if told.username is None:
            raise DirectoryUnavailable("the directory does not say whose it is")
        return Identity(told.username, frozenset(filter(None, told.scope.split(" "))), "bearer")
