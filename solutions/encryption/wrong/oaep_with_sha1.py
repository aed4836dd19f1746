"""Wraps the key with OAEP over SHA-1.

Fails: not_yet_proven
"""

OAEP = padding.OAEP(padding.MGF1(hashes.SHA1()), hashes.SHA1(), label=None)
