"""Opens a record with whatever AES key the service has unwrapped.

Fails: test_opens_records_of_others
"""


class EnvelopeCipher:
    def open(self, record: bytes, context: dict[str, str]) -> bytes:
        """Return the plaintext of a record."""
        wrapped, sealed = _parts(record)
        answer = self._ask("Decrypt", CiphertextBlob=_text(wrapped), KeyId=self._key_id, EncryptionContext=context)
        try:
            cipher = AESGCM(base64.b64decode(answer["Plaintext"]))
            return cipher.decrypt(sealed[:NONCE], sealed[NONCE:], _bound(context))
        except (InvalidTag, ValueError):
            raise DecryptionError("it does not open") from None
