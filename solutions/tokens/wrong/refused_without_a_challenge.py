"""Answers 401 and does not say with what to come back.

Fails: test_a_bad_token_is_called_invalid, test_another_scheme_is_no_token,
    test_example_nobody_gets_in_without_a_token, test_garbage_is_called_invalid, test_no_token_is_told_what_is_wanted,
    test_the_cache_of_keys_has_its_default_settings, test_with_known_keys_nobody_notices_an_outage
"""


def create_app(
    *,
    check_password: Callable[[str, str], dict[str, Any] | None],
    jwks_url: str,
    key: str,
    kid: str,
    issuer: str,
    audience: str,
) -> FastAPI:
    """Return an application with ``POST /login`` and ``GET /me``."""
    app = FastAPI()
    keys = KeyCache(jwks_url)

    @app.post("/login")
    def login(login: _Login, response: Response) -> dict[str, Any]:
        user = check_password(login.username, login.password)
        if user is None:
            raise HTTPException(401, "wrong user name or password")
        response.headers["Cache-Control"] = "no-store"
        token = issue_token(user, key=key, kid=kid, issuer=issuer, audience=audience)
        return {"access_token": token, "token_type": "Bearer", "expires_in": LIFETIME}

    @app.get("/me")
    def me(authorization: Annotated[str, Header()] = "") -> dict[str, Any]:
        scheme, _, token = authorization.partition(" ")
        if scheme.lower() != "bearer" or not token:
            raise HTTPException(401, "no token")
        try:
            jwks = {"keys": [keys.get(_key_name(token))]}
            claims = verify_token(token, jwks=jwks, issuer=issuer, audience=audience)
        except KeysUnavailable:
            raise HTTPException(503, "tokens can't be verified now") from None
        except TokenError:
            raise HTTPException(401, "the token is not valid") from None
        return {"sub": claims["sub"], "roles": claims.get("roles", [])}

    return app
