"""Takes it for granted that each token names its key.

Fails: test_a_key_that_nobody_published_opens_nothing, test_garbage_is_an_invalid_token,
    test_a_bad_token_is_called_invalid
"""


def _key_name(token: str) -> str:
    """Return the name of the key that the token says it was signed with."""
    try:
        return jwt.get_unverified_header(token)["kid"]
    except jwt.PyJWTError as error:
        raise TokenInvalid("the token's header can't be read") from error
