"""Takes a nonce of 16 bytes, as CBC would.

Fails: test_x
"""

NONCE = 16

KEY, TAG, SALT, SIGNATURE = 32, 16, 16, 64
