"""Looks at the clock once, when the service starts.

Fails: test_a_token_lives_for_a_quarter_of_an_hour, test_the_login_issues_the_token_of_the_first_task
"""

STARTED = int(time.time())


def issue_token(
    user: dict[str, Any], *, key: str, kid: str, issuer: str, audience: str, lifetime: int = LIFETIME
) -> str:
    """Return a signed token. Of the user only what is named here travels: anybody can read it."""
    now = STARTED
    claims = {
        "iss": issuer,
        "sub": str(user["id"]),
        "roles": user.get("roles", []),
        "aud": audience,
        "iat": now,
        "exp": now + lifetime,
        "jti": str(uuid.uuid4()),
    }
    return jwt.encode(claims, key, algorithm=SIGNING, headers={"kid": kid})
