"""Opens what any key of the service has wrapped.

Fails: test_tells_the_key_service_key_and_context, test_a_record_of_another_key_is_not_ours
"""


class EnvelopeCipher:
    def open(self, record: bytes, context: dict[str, str]) -> bytes:
        """Return the plaintext of a record."""
        wrapped, sealed = _parts(record)
        answer = self._ask("Decrypt", CiphertextBlob=_text(wrapped), EncryptionContext=context)
        return decrypt(base64.b64decode(answer["Plaintext"]), sealed, _bound(context))
