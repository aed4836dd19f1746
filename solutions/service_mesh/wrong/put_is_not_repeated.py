"""Repeats only what reads.

Fails: test_x
"""


IDEMPOTENT = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})
