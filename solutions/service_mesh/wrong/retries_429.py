"""Tries again after 429.

Fails: test_repeats_what_another_endpoint_may_better
"""

RETRIABLE = frozenset({429, 502, 503, 504})
