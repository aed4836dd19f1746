"""DELETE is taken for a method that must not be repeated.

Fails: test_repeats_every_idempotent_method
"""

IDEMPOTENT = frozenset({"GET", "HEAD", "OPTIONS", "PUT", "TRACE"})
