"""A GET goes on to the next instance; a PUT or DELETE, which may be repeated as well, does not.

Fails: test_repeats_every_idempotent_method
"""

IDEMPOTENT = frozenset({"GET"})
