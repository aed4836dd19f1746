"""Takes InvalidCiphertextException for a refusal.

Fails: test_x
"""

INVALID = ("IncorrectKeyException",)
