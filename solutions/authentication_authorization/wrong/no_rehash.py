"""Never replaces a record.

Fails: test_replaces_a_record_of_another_cost_at_login, test_lets_in_whether_or_not_the_new_record_is_stored
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
        return Identity(user.username, frozenset(user.permissions), "basic")
