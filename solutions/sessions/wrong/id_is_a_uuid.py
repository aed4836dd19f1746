"""The id is a UUID: 122 bits of chance.

Fails: test_an_id_has_128_bits_of_chance, test_a_session_has_an_id_of_that_kind
"""

import uuid


def new_id() -> str:
    """Return a new session id."""
    return str(uuid.uuid4())
