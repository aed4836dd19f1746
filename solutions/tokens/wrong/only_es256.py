"""Accepts the algorithm that it signs with itself, and refuses the auth server's RS256.

Fails: test_rs256_is_as_good_as_es256
"""

ALGORITHMS = frozenset({"ES256"})
