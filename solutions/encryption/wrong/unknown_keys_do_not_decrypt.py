"""Takes a key that does not exist for a record that does not open.

Fails: test_x
"""

INVALID = ("InvalidCiphertextException", "IncorrectKeyException", "NotFoundException")
