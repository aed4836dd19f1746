"""Takes a scope that is null for one that is not there.

Fails: test_takes_an_unreadable_answer_for_an_outage
"""


class _Introspection(BaseModel):
    scope: StrictStr | None = None


class Authenticator:
    def _by_token(self, credentials: Bearer) -> Identity:
        told = _told(_Introspection, self._ask("POST", "/introspect", data={"token": credentials.token}))
        if not told.active:
            raise NotAuthenticated("bearer")
        if told.username is None:
            raise DirectoryUnavailable("the directory does not say whose it is")
        return Identity(told.username, frozenset(filter(None, (told.scope or "").split(" "))), "bearer")
