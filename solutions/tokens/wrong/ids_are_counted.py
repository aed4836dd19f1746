"""Counts the tokens of this instance; the next one counts from one again.

Fails: test_each_token_has_an_id_of_its_own
"""

import itertools

NUMBERS = itertools.count(1)


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
        "jti": str(next(NUMBERS)),
    }
    return jwt.encode(claims, key, algorithm=SIGNING, headers={"kid": kid})
