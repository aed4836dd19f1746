"""Says that there is no such user.

Fails: test_refuses_every_stranger_alike, test_answers_every_stranger_alike
"""


def _unknown(username: str) -> NotAuthenticated:
    error = NotAuthenticated("basic")
    error.args = (f"there is no user {username}",)
    return error


class Authenticator:
    def _by_password(self, credentials: Basic) -> Identity:
        path = f"/users/{quote(credentials.username, safe='')}"
        answer = self._ask("GET", path)
        user = None if answer.status_code == 404 else _told(_User, answer)
        if user is None:
            self._hasher.verify(None, credentials.password)
            raise _unknown(credentials.username)
        record = user.record if user else None
        # One key is derived for everybody, so that an unknown name takes as long as a wrong password.
        right = self._hasher.verify(record, credentials.password)
        if user is None or not right or not user.active:
            raise NotAuthenticated("basic")
        if self._hasher.needs_rehash(record):
            new = {"record": self._hasher.hash(credentials.password), "replaces": record}
            with contextlib.suppress(DirectoryUnavailable):  # the next login tries again
                self._ask("PUT", f"{path}/password", json=new)
        return Identity(user.username, frozenset(user.permissions), "basic")
