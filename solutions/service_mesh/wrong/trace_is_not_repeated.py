"""Forgets that TRACE may be repeated.

Fails: test_repeats_only_what_does_no_harm
"""

IDEMPOTENT = frozenset({"GET", "HEAD", "OPTIONS", "PUT", "DELETE"})
