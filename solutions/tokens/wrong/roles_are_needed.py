"""Takes it for granted that each user has roles.

Fails: test_a_user_without_roles_can_log_in, test_a_user_without_roles_has_an_empty_list_of_them,
    test_example_a_token_is_signed, test_the_user_stays_as_it_was
"""


def issue_token(
    user: dict[str, Any], *, key: str, kid: str, issuer: str, audience: str, lifetime: int = LIFETIME
) -> str:
    """Return a signed token. Of the user only what is named here travels: anybody can read it."""
    now = int(time.time())
    claims = {
        "iss": issuer,
        "sub": str(user["id"]),
        "roles": user["roles"],
        "aud": audience,
        "iat": now,
        "exp": now + lifetime,
        "jti": str(uuid.uuid4()),
    }
    return jwt.encode(claims, key, algorithm=SIGNING, headers={"kid": kid})
