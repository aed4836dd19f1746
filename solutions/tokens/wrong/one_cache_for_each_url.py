"""Keeps one cache for each URL in the module, where all applications find it.

Fails: test_applications_with_the_same_keys_do_not_share_them
"""

import functools


@functools.cache
def _cache_of(url: str) -> KeyCache:
    """The cache for that URL."""
    return KeyCache(url)


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
    keys = _cache_of(jwks_url)

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
            raise HTTPException(401, "no token", headers={"WWW-Authenticate": "Bearer"})
        try:
            jwks = {"keys": [keys.get(_key_name(token))]}
            claims = verify_token(token, jwks=jwks, issuer=issuer, audience=audience)
        except KeysUnavailable:
            raise HTTPException(503, "tokens can't be verified now") from None
        except TokenError:
            challenge = {"WWW-Authenticate": 'Bearer error="invalid_token"'}
            raise HTTPException(401, "the token is not valid", headers=challenge) from None
        return {"sub": claims["sub"], "roles": claims.get("roles", [])}

    return app
