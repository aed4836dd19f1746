"""Tries again only after 503.

Fails: test_x
"""


RETRIABLE = frozenset({503})
