"""Keeps a datetime in the session, which JSON does not know.

Fails: test_two_tabs_do_not_disturb_each_other, test_the_session_is_kept_with_care,
    test_gives_what_the_exchange_needs, test_a_state_works_once, test_a_login_may_take_ten_minutes
"""

from datetime import UTC, datetime, timedelta


class LoginClient:
    def authorization_url(self, session: Session) -> str:
        """Return the URL to which the browser is sent; note in its session what ``callback`` needs."""
        state, nonce, verifier = (secrets.token_urlsafe(32) for _ in range(3))
        login = {"code_verifier": verifier, "nonce": nonce, "until": datetime.now(UTC) + timedelta(0, LOGIN_LIFETIME)}
        session[PENDING] = {**session.get(PENDING, {}), state: login}
        challenge = base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest())
        query = {
            "response_type": "code",
            "client_id": self._client_id,
            "redirect_uri": self._redirect_uri,
            "scope": self._scope,
            "state": state,
            "nonce": nonce,
            "code_challenge": challenge.rstrip(b"=").decode(),
            "code_challenge_method": "S256",
        }
        return f"{self._endpoint}{'&' if '?' in self._endpoint else '?'}{urlencode(query)}"

    @staticmethod
    def _used_up(session: Session, state: str) -> dict[str, Any]:
        """The login that began with this state; it works once, whatever comes of it."""
        pending = dict(session.get(PENDING, {}))
        login: dict[str, Any] | None = pending.pop(state, None)
        session[PENDING] = pending
        if login is None or datetime.now(UTC) >= login["until"]:
            raise CallbackError("no login of this session waits for that state")
        return login
