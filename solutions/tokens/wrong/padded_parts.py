"""Encodes the parts of a token by itself, and leaves the padding where base64 has it.

Fails: test_the_parts_are_base64url
"""

import base64


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
    head, body, signature = jwt.encode(claims, key, algorithm=SIGNING, headers={"kid": kid}).split(".")
    return f"{head}.{body}.{base64.urlsafe_b64encode(base64.urlsafe_b64decode(signature + '==')).decode()}"
