"""Makes the ephemeral key of a hash of the plaintext.

Fails: not_yet_proven
"""


def encrypt_for(public_key: str, plaintext: bytes, context: bytes = b"") -> bytes:
    """Return a message for the holder of the private key."""
    key = _public(public_key)
    if isinstance(key, x25519.X25519PublicKey):
        ephemeral = x25519.X25519PrivateKey.from_private_bytes(hashlib.sha256(plaintext).digest())
        head = BY_X25519 + ephemeral.public_key().public_bytes_raw()
        secret = _agreed(ephemeral.exchange(key), head[1:], key)
    elif isinstance(key, rsa.RSAPublicKey) and key.key_size >= RSA_BITS:
        secret = os.urandom(KEY)
        head = BY_RSA + key.encrypt(secret, OAEP)
    else:
        raise ValueError("a recipient has an X25519 key, or an RSA key of 2048 bits or more")
    return head + encrypt(secret, plaintext, head + context)
