"""Takes RSA keys of more than 1024 bits.

Fails: not_yet_proven
"""

RSA_BITS = 1025
