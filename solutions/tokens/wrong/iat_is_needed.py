"""Wants a claim that need not be there: iat.

Fails: test_?
"""

REQUIRED = ["iss", "sub", "aud", "exp", "iat"]
