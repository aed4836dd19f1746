"""Takes RSA keys from 3072 bits on.

Fails: not_yet_proven
"""

RSA_BITS = 3072
