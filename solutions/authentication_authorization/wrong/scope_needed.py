"""Needs a scope.

Fails: test_takes_a_token_without_scope_for_one_that_permits_nothing, test_shows_the_directory_its_own_key,
    test_replaces_no_other_record
"""


class _Introspection(BaseModel):
    scope: StrictStr | None = None


class Authenticator:
    def _by_token(self, credentials: Bearer) -> Identity:
        told = _told(_Introspection, self._ask("POST", "/introspect", data={"token": credentials.token}))
        if not told.active:
            raise NotAuthenticated("bearer")
        if told.username is None or told.scope is None:
            raise DirectoryUnavailable("the directory does not say whose it is")
        return Identity(told.username, frozenset(filter(None, told.scope.split(" "))), "bearer")
