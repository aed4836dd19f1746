"""Tries again only after 503.

Fails: test_repeats_elsewhere, test_repeats_what_another_endpoint_may_better
"""

RETRIABLE = frozenset({503})
