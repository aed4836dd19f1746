"""The id is a hash of the time and a counter: it looks like chance, and can be computed.

Fails: test_a_session_has_an_id_of_that_kind, test_an_id_has_128_bits_of_chance,
    test_any_instance_knows_who_has_logged_in
"""

import itertools

COUNT = itertools.count()


def new_id() -> str:
    """Return a new session id, 256 bits."""
    return hashlib.sha256(f"{time.time()}:{next(COUNT)}".encode()).hexdigest()
