"""Takes a token that says nobody for one of somebody.

Fails: test_?
"""

REQUIRED = ["iss", "aud", "exp"]
