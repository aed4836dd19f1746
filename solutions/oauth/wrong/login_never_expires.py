"""Lets a login take as long as it likes.

Fails: test_a_login_may_take_ten_minutes
"""


class LoginClient:
    @staticmethod
    def _used_up(session: Session, state: str) -> dict[str, Any]:
        """The login that began with this state; it works once, whatever comes of it."""
        pending = dict(session.get(PENDING, {}))
        login: dict[str, Any] | None = pending.pop(state, None)
        session[PENDING] = pending
        if login is None:
            raise CallbackError("no login of this session waits for that state")
        return login
