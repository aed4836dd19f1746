"""Leaves the state in the session after its answer.

Fails: test_a_state_works_once, test_a_failed_answer_uses_the_state_up
"""


class LoginClient:
    @staticmethod
    def _used_up(session: Session, state: str) -> dict[str, Any]:
        """The login that began with this state; it works once, whatever comes of it."""
        pending = dict(session.get(PENDING, {}))
        login: dict[str, Any] | None = pending.get(state)
        session[PENDING] = pending
        if login is None or time.time() >= login["until"]:
            raise CallbackError("no login of this session waits for that state")
        return login
