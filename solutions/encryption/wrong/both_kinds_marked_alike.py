"""Marks messages for RSA as those for X25519.

Fails: not_yet_proven
"""

RECORD, BY_PASSWORD, BY_X25519, BY_RSA = b"\x01", b"\x02", b"\x03", b"\x03"
