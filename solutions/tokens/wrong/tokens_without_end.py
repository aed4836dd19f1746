"""Issues tokens without exp: they are good for ever.

Fails: test_a_token_lives_for_a_quarter_of_an_hour, test_the_login_issues_the_token_of_the_first_task,
    test_the_token_lives_as_long_as_asked, test_the_whole_way, test_two_applications_have_nothing_in_common
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
        "jti": str(uuid.uuid4()),
    }
    return jwt.encode(claims, key, algorithm=SIGNING, headers={"kid": kid})
