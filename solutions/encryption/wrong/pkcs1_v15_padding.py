"""Wraps the key with PKCS#1 v1.5 padding.

Fails: not_yet_proven
"""

OAEP = padding.PKCS1v15()
