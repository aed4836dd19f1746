"""Has a salt of eight bytes.

Fails: test_x
"""

SALT = 8

KEY, NONCE, TAG, SIGNATURE = 32, 12, 16, 64
