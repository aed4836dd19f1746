"""Compares the state with `hmac.compare_digest`, which takes no text beyond ASCII.

Fails: test_the_state_is_of_this_session
"""

import hmac


class LoginClient:
    @staticmethod
    def _used_up(session: Session, state: str) -> dict[str, Any]:
        """The login that began with this state; it works once, whatever comes of it."""
        pending = dict(session.get(PENDING, {}))
        known = next((each for each in pending if hmac.compare_digest(each, state)), "")
        login: dict[str, Any] | None = pending.pop(known, None)
        session[PENDING] = pending
        if login is None or time.time() >= login["until"]:
            raise CallbackError("no login of this session waits for that state")
        return login
