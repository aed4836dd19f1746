"""Does not compare the nonce.

Fails: test_the_nonce_is_that_of_the_login
"""


class LoginClient:
    def _subject(self, id_token: Any, nonce: str) -> str:
        """Who has logged in. The signature is not needed on the back channel (OpenID Connect Core, 3.1.3.7)."""
        try:
            claims = jwt.decode(id_token, options={"verify_signature": False})
        except jwt.PyJWTError:
            claims = {}
        audience = claims.get("aud")
        if (
            claims.get("iss") != self._issuer
            or self._client_id not in (audience if isinstance(audience, list) else [audience])
            or time.time() >= claims.get("exp", 0)
            or "sub" not in claims
        ):
            raise BadTokenResponse("the ID token is not for this login")
        return str(claims["sub"])
