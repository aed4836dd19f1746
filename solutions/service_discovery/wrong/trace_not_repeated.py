"""TRACE is missing among the methods that may be repeated.

Fails: test_repeats_every_idempotent_method
"""

IDEMPOTENT = frozenset({"GET", "HEAD", "OPTIONS", "PUT", "DELETE"})
