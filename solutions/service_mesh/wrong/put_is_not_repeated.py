"""Repeats only what reads.

Fails: test_repeats_only_what_does_no_harm
"""

IDEMPOTENT = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})
