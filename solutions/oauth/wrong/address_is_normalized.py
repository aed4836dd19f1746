"""Compares the address as urlsplit has it: with its scheme in small letters, without tabs and spaces.

Fails: test_comes_back_at_its_own_address
"""


class LoginClient:
    def callback(self, session: Session, url: str) -> dict[str, str]:
        """Check the URL at which the browser came back; return ``code``, ``code_verifier`` and ``nonce``."""
        if urlsplit(url)._replace(query="", fragment="").geturl() != self._redirect_uri:
            raise CallbackError("the browser came back at another address")
        given = parse_qs(urlsplit(url).query, keep_blank_values=True)
        login = self._used_up(session, _only(given, "state"))
        if _only(given, "iss") != self._issuer:
            raise CallbackError("the answer is of another authorization server")
        if "access_token" in given or "id_token" in given:
            raise CallbackError("a token came through the browser: the implicit flow is not for us")
        if "error" in given:
            raise AuthorizationRefused(_only(given, "error"))
        return {"code": _only(given, "code"), "code_verifier": login["code_verifier"], "nonce": login["nonce"]}
