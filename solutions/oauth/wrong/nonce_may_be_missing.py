"""Compares the nonce only if the ID token has one.

Fails: test_the_nonce_is_that_of_the_login
"""


class LoginClient:
    def _subject(self, id_token: Any, nonce: str) -> str:
        """Who has logged in. The signature is not needed on the back channel (OpenID Connect Core, 3.1.3.7)."""
        checks = {"verify_signature": False, "verify_aud": True, "verify_iss": True, "verify_exp": True}
        options: Any = {**checks, "require": ["iss", "aud", "exp", "sub"]}
        try:
            claims = jwt.decode(id_token, audience=self._client_id, issuer=self._issuer, options=options)
        except jwt.PyJWTError as error:
            raise BadTokenResponse("the ID token is not for us") from error
        if claims.get("nonce", nonce) != nonce:
            raise BadTokenResponse("the ID token is of another login")
        return str(claims["sub"])
