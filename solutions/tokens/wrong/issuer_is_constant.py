"""Writes one issuer into every token.

Fails: test_the_claims_say_who_and_for_whom, test_two_applications_have_nothing_in_common
"""


def issue_token(
    user: dict[str, Any], *, key: str, kid: str, issuer: str, audience: str, lifetime: int = LIFETIME
) -> str:
    """Return a signed token. Of the user only what is named here travels: anybody can read it."""
    now = int(time.time())
    claims = {
        "iss": "https://auth.test",
        "sub": str(user["id"]),
        "roles": user.get("roles", []),
        "aud": audience,
        "iat": now,
        "exp": now + lifetime,
        "jti": str(uuid.uuid4()),
    }
    return jwt.encode(claims, key, algorithm=SIGNING, headers={"kid": kid})
