"""Takes AccessDeniedException for a record that does not open.

Fails: not_yet_proven
"""

INVALID = ("InvalidCiphertextException", "IncorrectKeyException", "AccessDeniedException")
