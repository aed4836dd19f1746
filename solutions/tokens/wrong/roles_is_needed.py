"""Wants a claim that need not be there: roles.

Fails: test_?
"""

REQUIRED = ["iss", "sub", "aud", "exp", "roles"]
