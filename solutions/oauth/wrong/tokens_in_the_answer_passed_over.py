"""Takes the code, and passes over a token beside it.

Fails: test_a_failed_answer_uses_the_state_up, test_refuses_the_implicit_flow
"""


class LoginClient:
    def callback(self, session: Session, url: str) -> dict[str, str]:
        """Check the URL at which the browser came back; return ``code``, ``code_verifier`` and ``nonce``."""
        if url.partition("#")[0].partition("?")[0] != self._redirect_uri:
            raise CallbackError("the browser came back at another address")
        given = parse_qs(urlsplit(url).query, keep_blank_values=True)
        login = self._used_up(session, _only(given, "state"))
        if _only(given, "iss") != self._issuer:
            raise CallbackError("the answer is of another authorization server")
        if "error" in given:
            raise AuthorizationRefused(_only(given, "error"))
        return {"code": _only(given, "code"), "code_verifier": login["code_verifier"], "nonce": login["nonce"]}
