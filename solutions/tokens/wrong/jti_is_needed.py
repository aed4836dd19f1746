"""Wants a claim that need not be there: jti.

Fails: test_?
"""

REQUIRED = ["iss", "sub", "aud", "exp", "jti"]
