"""Makes a number of the id, where RFC 7519 wants a text.

Fails: test_each_token_has_an_id_of_its_own, test_example_a_token_is_signed, test_the_whole_way,
    test_two_applications_have_nothing_in_common
"""


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
        "jti": uuid.uuid4().int,
    }
    return jwt.encode(claims, key, algorithm=SIGNING, headers={"kid": kid})
