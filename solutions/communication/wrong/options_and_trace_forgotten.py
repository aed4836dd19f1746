"""Forgets that OPTIONS and TRACE are idempotent.

Fails: test_repeats_every_idempotent_method
"""

IDEMPOTENT_METHODS = frozenset({"GET", "HEAD", "PUT", "DELETE"})
