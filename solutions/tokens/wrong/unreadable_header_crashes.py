"""Reads the header outside the try: garbage is an exception of the library.

Fails: test_a_key_that_nobody_published_opens_nothing, test_garbage_is_an_invalid_token,
    test_contents_of_the_wrong_form_are_refused, test_a_bad_token_is_called_invalid,
    test_a_broken_header_is_no_crash
"""


def _key_name(token: str) -> str:
    """Return the name of the key that the token says it was signed with."""
    return jwt.get_unverified_header(token)["kid"]
