"""Takes IncorrectKeyException for a refusal.

Fails: not_yet_proven
"""

INVALID = ("InvalidCiphertextException",)
