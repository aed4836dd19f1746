"""Sends the verifier itself as the challenge.

Fails: test_example_asks_for_a_code, test_the_challenge_is_made_of_a_verifier,
    test_two_tabs_do_not_disturb_each_other, test_gives_what_the_exchange_needs,
    test_reports_what_the_server_says, test_a_browser_goes_the_whole_way
"""


class LoginClient:
    def authorization_url(self, session: Session) -> str:
        """Return the URL to which the browser is sent; note in its session what ``callback`` needs."""
        state, nonce, verifier = (secrets.token_urlsafe(32) for _ in range(3))
        login = {"code_verifier": verifier, "nonce": nonce, "until": time.time() + LOGIN_LIFETIME}
        session[PENDING] = {**session.get(PENDING, {}), state: login}
        challenge = base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest())
        query = {
            "response_type": "code",
            "client_id": self._client_id,
            "redirect_uri": self._redirect_uri,
            "scope": self._scope,
            "state": state,
            "nonce": nonce,
            "code_challenge": verifier,
            "code_challenge_method": "plain",
        }
        return f"{self._endpoint}{'&' if '?' in self._endpoint else '?'}{urlencode(query)}"
