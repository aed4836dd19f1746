"""An id that is not ASCII ends in UnicodeEncodeError.

Fails: x
"""


def _name(session_id: str) -> str:
    """Return the name under which the store knows a session."""
    return hashlib.sha256(session_id.encode("ascii")).hexdigest()
