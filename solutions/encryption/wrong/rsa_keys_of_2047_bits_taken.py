"""Takes RSA keys from 1025 bits on.

Fails: not_yet_proven
"""

RSA_BITS = 1025
