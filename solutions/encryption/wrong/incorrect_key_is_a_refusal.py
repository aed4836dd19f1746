"""Takes IncorrectKeyException for a refusal.

Fails: test_x
"""

INVALID = ("InvalidCiphertextException",)
