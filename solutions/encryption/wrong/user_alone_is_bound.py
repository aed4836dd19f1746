"""Binds the user and no other entry of the context.

Fails: not_yet_proven
"""


class EnvelopeCipher:
    def seal(self, plaintext: bytes, context: dict[str, str]) -> bytes:
        """Return a record."""
        answer = self._ask("GenerateDataKey", KeyId=self._key_id, KeySpec="AES_256", EncryptionContext=_user(context))
        data_key, wrapped = _field(answer, "Plaintext", KEY), _field(answer, "CiphertextBlob")
        return _record(wrapped, encrypt(data_key, plaintext, _bound(context)))

    def open(self, record: bytes, context: dict[str, str]) -> bytes:
        """Return the plaintext of a record."""
        wrapped, sealed = _parts(record)
        answer = self._ask(
            "Decrypt", CiphertextBlob=_text(wrapped), KeyId=self._key_id, EncryptionContext=_user(context)
        )
        return decrypt(_field(answer, "Plaintext", KEY), sealed, _bound(context))

    def rewrap(self, record: bytes, context: dict[str, str], *, source: str | None = None) -> bytes:
        """Return the record with its data key wrapped anew."""
        wrapped, sealed = _parts(record)
        answer = self._ask(
            "ReEncrypt",
            CiphertextBlob=_text(wrapped),
            SourceKeyId=source or self._key_id,
            SourceEncryptionContext=_user(context),
            DestinationKeyId=self._key_id,
            DestinationEncryptionContext=_user(context),
        )
        return _record(_field(answer, "CiphertextBlob"), sealed)


def _bound(context: dict[str, str]) -> bytes:
    return RECORD + json.dumps(_user(context), separators=(",", ":"), ensure_ascii=False).encode()


def _user(context: dict[str, str]) -> dict[str, str]:
    return {name: value for name, value in context.items() if name == "user"}
