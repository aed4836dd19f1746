"""The id comes from random instead of secrets.

Fails: test_a_session_has_an_id_of_that_kind, test_an_id_has_128_bits_of_chance,
    test_any_instance_knows_who_has_logged_in
"""

import random


def new_id() -> str:
    """Return a new session id, 256 bits."""
    return "".join(random.choices("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789", k=40))
