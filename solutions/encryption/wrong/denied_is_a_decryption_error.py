"""Takes AccessDeniedException for a record that does not open.

Fails: test_x
"""

INVALID = ("InvalidCiphertextException", "IncorrectKeyException", "AccessDeniedException")
