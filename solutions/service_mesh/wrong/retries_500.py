"""Tries again after 500.

Fails: test_x
"""


RETRIABLE = frozenset({500, 502, 503, 504})
