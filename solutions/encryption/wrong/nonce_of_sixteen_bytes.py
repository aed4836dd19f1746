"""Takes a nonce of 16 bytes, as CBC would.

Fails: not_yet_proven
"""

KEY, NONCE, TAG, SALT, SIGNATURE = 32, 16, 16, 16, 64
