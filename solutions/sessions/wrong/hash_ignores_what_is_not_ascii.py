"""Only the ASCII characters of an id are hashed, so that one with others among them finds the session.

Fails: test_an_id_that_the_store_does_not_know_is_no_session
"""


def _name(session_id: str) -> str:
    """Return the name under which the store knows a session."""
    return hashlib.sha256(session_id.encode("ascii", "ignore")).hexdigest()
