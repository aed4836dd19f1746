"""Accepts the algorithm that it signs with itself, and refuses the auth server's RS256.

Fails: test_a_good_token_gives_its_claims
"""

ALGORITHMS = frozenset({"ES256"})
