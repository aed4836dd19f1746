"""Takes a token without exp for one that never ends.

Fails: test_?
"""

REQUIRED = ["iss", "sub", "aud"]
