"""Takes InvalidCiphertextException for a refusal.

Fails: not_yet_proven
"""

INVALID = ("IncorrectKeyException",)
