"""An id that is not ASCII ends in UnicodeEncodeError.

Fails: test_an_id_that_the_store_does_not_know_is_no_session, test_the_data_comes_along_if_it_may,
    test_a_logout_of_nothing_does_nothing
"""


def _name(session_id: str) -> str:
    """Return the name under which the store knows a session."""
    return hashlib.sha256(session_id.encode("ascii")).hexdigest()
