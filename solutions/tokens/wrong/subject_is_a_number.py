"""Takes the id as it is, so that a numeric one stays a number.

Fails: test_a_number_becomes_a_subject_of_text, test_a_user_without_roles_can_log_in
"""


def issue_token(
    user: dict[str, Any], *, key: str, kid: str, issuer: str, audience: str, lifetime: int = LIFETIME
) -> str:
    """Return a signed token. Of the user only what is named here travels: anybody can read it."""
    now = int(time.time())
    claims = {
        "iss": issuer,
        "sub": user["id"],
        "roles": user.get("roles", []),
        "aud": audience,
        "iat": now,
        "exp": now + lifetime,
        "jti": str(uuid.uuid4()),
    }
    return jwt.encode(claims, key, algorithm=SIGNING, headers={"kid": kid})
