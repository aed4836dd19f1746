"""Forgets that TRACE may be repeated.

Fails: test_x
"""


IDEMPOTENT = frozenset({"GET", "HEAD", "OPTIONS", "PUT", "DELETE"})
