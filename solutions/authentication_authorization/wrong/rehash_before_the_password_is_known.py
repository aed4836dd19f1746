"""Replaces the record before it has looked at the password's verdict.

Fails: test_does_the_same_work_for_every_stranger, test_replaces_no_other_record
"""


class Authenticator:
    def _by_password(self, credentials: Basic) -> Identity:
        path = f"/users/{quote(credentials.username, safe='')}"
        answer = self._ask("GET", path)
        user = None if answer.status_code == 404 else _told(_User, answer)
        record = user.record if user else None
        # One key is derived for everybody, so that an unknown name takes as long as a wrong password.
        right = self._hasher.verify(record, credentials.password)
        if user is None:
            raise NotAuthenticated("basic")
        if record is not None and self._hasher.needs_rehash(record):
            new = {"record": self._hasher.hash(credentials.password), "replaces": record}
            with contextlib.suppress(DirectoryUnavailable):  # the next login tries again
                self._ask("PUT", f"{path}/password", json=new)
        if not right or not user.active:
            raise NotAuthenticated("basic")
        return Identity(user.username, frozenset(user.permissions), "basic")
