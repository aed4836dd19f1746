"""A bench for the key management service: the service, a clock that only sleeping moves, requests without a loop."""

from __future__ import annotations

import base64
from typing import Any

import httpx
from registry_bench import StillClock, send

from mocks.kms import KeyManagementService
from mocks.service import Clock

JANE = {"user": "jane"}


class KmsBench:
    """A service with its clock, what it told its observer, and the requests one may send it."""

    def __init__(self, seed: int = 0, clock: Clock | None = None) -> None:
        self.clock = StillClock()
        self.seen: list[tuple[str, str]] = []
        self.kms = KeyManagementService(
            clock or self.clock, observe=lambda lane, value: self.seen.append((lane, value)), seed=seed
        )

    def ask(self, operation: str, body: Any = None, **fields: Any) -> httpx.Response:
        """``body`` is sent as it is; without one the fields are."""
        headers = {"x-amz-target": f"TrentService.{operation}", "content-type": "application/x-amz-json-1.1"}
        return send(self.kms.app, "POST", "/", fields if body is None else body, headers)

    def data_key(self, context: dict[str, str] | None = None, key: str = "alias/shop") -> tuple[bytes, str]:
        """A data key, and the blob that it is in."""
        context = JANE if context is None else context
        answer = self.ask("GenerateDataKey", KeyId=key, KeySpec="AES_256", EncryptionContext=context).json()
        return base64.b64decode(answer["Plaintext"]), answer["CiphertextBlob"]

    def decrypt(self, blob: str, context: dict[str, str] | None = None, **fields: Any) -> httpx.Response:
        context = JANE if context is None else context
        return self.ask("Decrypt", CiphertextBlob=blob, EncryptionContext=context, **fields)

    def re_encrypt(self, blob: str, destination: str = "alias/shop", **fields: Any) -> httpx.Response:
        both = {"SourceEncryptionContext": JANE, "DestinationEncryptionContext": JANE}
        return self.ask("ReEncrypt", CiphertextBlob=blob, DestinationKeyId=destination, **{**both, **fields})


def plaintext(answer: httpx.Response) -> bytes:
    return base64.b64decode(answer.json()["Plaintext"])


def error(answer: httpx.Response) -> tuple[int, str]:
    return answer.status_code, answer.json()["__type"]
