"""Takes it for granted that each user has roles.

Fails: test_example_a_token_is_signed, test_the_token_lives_as_long_as_asked, test_each_token_has_an_id_of_its_own,
    test_the_subject_is_text_and_roles_are_a_list, test_the_whole_way
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
