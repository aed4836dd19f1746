"""Wraps the key with OAEP over SHA-256, and MGF1 over SHA-1.

Fails: not_yet_proven
"""

OAEP = padding.OAEP(padding.MGF1(hashes.SHA1()), hashes.SHA256(), label=None)
