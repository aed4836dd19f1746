"""Forgets every login of the session with the first answer.

Fails: test_two_tabs_do_not_disturb_each_other, test_the_session_is_kept_with_care,
    test_the_state_is_of_this_session, test_a_state_works_once, test_a_failed_answer_uses_the_state_up,
    test_a_login_may_take_ten_minutes, test_reports_what_the_server_says
"""


class LoginClient:
    @staticmethod
    def _used_up(session: Session, state: str) -> dict[str, Any]:
        """The login that began with this state; it works once, whatever comes of it."""
        pending = dict(session.get(PENDING, {}))
        login: dict[str, Any] | None = pending.pop(state, None)
        session[PENDING] = {}
        if login is None or time.time() >= login["until"]:
            raise CallbackError("no login of this session waits for that state")
        return login
