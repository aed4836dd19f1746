"""Fails the login if the new record is not stored.

Fails: test_lets_in_whether_or_not_the_new_record_is_stored
"""


class Authenticator:
    def _by_password(self, credentials: Basic) -> Identity:
        path = f"/users/{quote(credentials.username, safe='')}"
        answer = self._ask("GET", path)
        user = None if answer.status_code == 404 else _told(_User, answer)
        record = user.record if user else None
        # One key is derived for everybody, so that an unknown name takes as long as a wrong password.
        right = self._hasher.verify(record, credentials.password)
        if user is None or not right or not user.active:
            raise NotAuthenticated("basic")
        if self._hasher.needs_rehash(record):
            new = {"record": self._hasher.hash(credentials.password), "replaces": record}
            with contextlib.suppress(DirectoryUnavailable):  # the next login tries again
                if self._ask("PUT", f"{path}/password", json=new).status_code != 204:
                    raise NotAuthenticated("basic")
        return Identity(user.username, frozenset(user.permissions), "basic")
