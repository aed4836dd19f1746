"""Loads the private key once, and signs with it whatever key it is given.

Fails: test_the_token_is_signed_with_the_key_that_it_names, test_two_applications_have_nothing_in_common
"""

LOADED: dict[str, str] = {}


def issue_token(
    user: dict[str, Any], *, key: str, kid: str, issuer: str, audience: str, lifetime: int = LIFETIME
) -> str:
    """Return a signed token. Of the user only what is named here travels: anybody can read it."""
    now = int(time.time())
    claims = {
        "iss": issuer,
        "sub": str(user["id"]),
        "roles": user.get("roles", []),
        "aud": audience,
        "iat": now,
        "exp": now + lifetime,
        "jti": str(uuid.uuid4()),
    }
    return jwt.encode(claims, LOADED.setdefault("key", key), algorithm=SIGNING, headers={"kid": kid})
