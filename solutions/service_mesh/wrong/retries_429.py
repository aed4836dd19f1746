"""Tries again after 429.

Fails: test_x
"""


RETRIABLE = frozenset({429, 502, 503, 504})
