"""Takes it for granted that each token names its key.

Fails: test_a_bad_token_is_called_invalid, test_a_token_names_its_key, test_garbage_is_an_invalid_token
"""


def _key_name(token: str) -> str:
    """Return the name of the key that the token says it was signed with."""
    try:
        return jwt.get_unverified_header(token)["kid"]
    except jwt.PyJWTError as error:
        raise TokenInvalid("the token's header can't be read") from error
