"""Takes a key that does not exist for a record that does not open.

Fails: not_yet_proven
"""

INVALID = ("InvalidCiphertextException", "IncorrectKeyException", "NotFoundException")
