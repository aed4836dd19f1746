"""Has a salt of eight bytes.

Fails: not_yet_proven
"""

KEY, NONCE, TAG, SALT, SIGNATURE = 32, 12, 16, 8, 64
