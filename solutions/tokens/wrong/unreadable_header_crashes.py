"""Reads the header outside the try: garbage is an exception of the library.

Fails: test_a_bad_token_is_called_invalid, test_a_broken_header_is_no_crash, test_a_broken_signature_is_none,
    test_a_kid_is_a_text, test_a_signature_has_one_spelling, test_a_token_names_its_key,
    test_garbage_is_an_invalid_token, test_garbage_is_called_invalid, test_header_and_claims_have_one_spelling,
    test_what_is_no_text_is_an_invalid_token
"""


def _key_name(token: str) -> str:
    """Return the name of the key that the token says it was signed with."""
    return jwt.get_unverified_header(token)["kid"]
