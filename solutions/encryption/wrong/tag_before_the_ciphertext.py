"""Puts the tag between nonce and ciphertext.

Fails: not_yet_proven
"""


def encrypt(key: bytes, plaintext: bytes, context: bytes = b"") -> bytes:
    """Return nonce, tag and ciphertext."""
    nonce = os.urandom(NONCE)
    sealed = _gcm(key).encrypt(nonce, plaintext, context)
    return nonce + sealed[-TAG:] + sealed[:-TAG]


def decrypt(key: bytes, message: bytes, context: bytes = b"") -> bytes:
    """Return the plaintext, or raise DecryptionError."""
    cipher = _gcm(key)
    if len(message) < NONCE + TAG:
        raise DecryptionError("it does not open")
    nonce, tag, ciphertext = message[:NONCE], message[NONCE : NONCE + TAG], message[NONCE + TAG :]
    try:
        return cipher.decrypt(nonce, ciphertext + tag, context)
    except InvalidTag:
        raise DecryptionError("it does not open") from None
