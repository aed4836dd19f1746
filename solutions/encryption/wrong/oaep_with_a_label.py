"""Wraps the key with a label.

Fails: not_yet_proven
"""

OAEP = padding.OAEP(padding.MGF1(hashes.SHA256()), hashes.SHA256(), label=b"v1")
