"""Tries again after 500.

Fails: test_repeats_what_another_endpoint_may_better
"""

RETRIABLE = frozenset({500, 502, 503, 504})
