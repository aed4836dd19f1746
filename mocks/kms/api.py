"""The service's HTTP API: the part of AWS KMS that envelope encryption needs, in its own words.

Operations, fields, limits and exceptions follow https://docs.aws.amazon.com/kms/latest/APIReference (GenerateDataKey,
Decrypt, ReEncrypt, DescribeKey, and for administrators CreateKey, EnableKey, DisableKey, RotateKeyOnDemand). The
protocol is AWS JSON 1.1: each request is a POST to ``/``, ``X-Amz-Target`` names the operation, bytes are base64.
What differs from AWS: no signature and no account is asked for, the Content-Type is not looked at, keys are symmetric
only, and a key's state changes at once.
"""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Callable
from typing import Annotated, Any, Literal

from fastapi import APIRouter, FastAPI, Header, Request, Response
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from mocks.kms.keys import Call, Context, Key, KeyRing, KmsError
from mocks.kms.state import Ours, State

MEDIA_TYPE = "application/x-amz-json-1.1"
PREFIX = "TrentService."
"""Before the operation in X-Amz-Target; it is what AWS calls KMS inside."""
MAX_BLOB = 6144
MAX_TOLD = 200
"""Of the place of a wrong field, which may be as long as the request."""
ALGORITHM = "SYMMETRIC_DEFAULT"

KeyName = Annotated[str, Field(min_length=1, max_length=2048, description="a key's id, ARN or alias")]
Blob = Annotated[str, Field(min_length=1, max_length=4 * MAX_BLOB // 3 + 4, description="base64")]


class _Fields(BaseModel):
    """The fields of one operation. AWS passes over fields that it does not know."""

    model_config = ConfigDict(strict=True)


class GenerateDataKey(_Fields):
    """Make a data key: in clear, to encrypt with and forget, and wrapped, to keep."""

    KeyId: KeyName
    KeySpec: Literal["AES_256", "AES_128"] | None = None
    NumberOfBytes: Annotated[int, Field(ge=1, le=1024)] | None = None
    EncryptionContext: dict[str, str] = Field(default_factory=dict)


class Decrypt(_Fields):
    """Give back the data key in a blob. With KeyId only if that key has wrapped it."""

    CiphertextBlob: Blob
    KeyId: KeyName | None = None
    EncryptionContext: dict[str, str] = Field(default_factory=dict)


class ReEncrypt(_Fields):
    """Unwrap, and wrap anew under the newest version of the destination key, all inside of the service."""

    CiphertextBlob: Blob
    DestinationKeyId: KeyName
    SourceKeyId: KeyName | None = None
    SourceEncryptionContext: dict[str, str] = Field(default_factory=dict)
    DestinationEncryptionContext: dict[str, str] = Field(default_factory=dict)


class OneKey(_Fields):
    """An operation on a key."""

    KeyId: KeyName


class CreateKey(_Fields):
    """Make a key."""

    Description: str = ""


Answer = dict[str, Any]
Work = Callable[[KeyRing, Any], Answer]


def add_api(app: FastAPI) -> None:
    """Add the endpoint, and what becomes of errors."""
    app.add_exception_handler(KmsError, _say_error)
    app.include_router(_router)


def _generate(ring: KeyRing, asked: GenerateDataKey) -> Answer:
    if (asked.KeySpec is None) == (asked.NumberOfBytes is None):
        raise KmsError("ValidationException", "Please specify either number of bytes or key spec.")
    key = ring.usable(asked.KeyId)
    length = asked.NumberOfBytes or {"AES_256": 32, "AES_128": 16}[asked.KeySpec or ""]
    data_key = ring.new_data_key(length)
    blob = ring.wrap(key.id, data_key, asked.EncryptionContext)
    return {"CiphertextBlob": _encoded(blob), "Plaintext": _encoded(data_key), "KeyId": key.arn}


def _decrypt(ring: KeyRing, asked: Decrypt) -> Answer:
    key, data_key = _unwrapped(ring, asked.CiphertextBlob, asked.EncryptionContext, asked.KeyId)
    ring.handed_out.append(data_key)
    return {"KeyId": key.arn, "Plaintext": _encoded(data_key), "EncryptionAlgorithm": ALGORITHM}


def _re_encrypt(ring: KeyRing, asked: ReEncrypt) -> Answer:
    destination = ring.usable(asked.DestinationKeyId)
    source, data_key = _unwrapped(ring, asked.CiphertextBlob, asked.SourceEncryptionContext, asked.SourceKeyId)
    blob = ring.wrap(destination.id, data_key, asked.DestinationEncryptionContext)
    return {
        "CiphertextBlob": _encoded(blob),
        "SourceKeyId": source.arn,
        "KeyId": destination.arn,
        "SourceEncryptionAlgorithm": ALGORITHM,
        "DestinationEncryptionAlgorithm": ALGORITHM,
    }


def _unwrapped(ring: KeyRing, blob: str, context: Context, name: str | None) -> tuple[Key, bytes]:
    data = _decoded(blob)
    expected = None if name is None else ring.usable(name)
    key = ring.usable(ring.origin(data).key.id)
    if expected not in (None, key):
        text = "The key ID in the request does not identify a CMK that can perform this operation."
        raise KmsError("IncorrectKeyException", text)
    return key, ring.unwrap(data, context).data_key


def _describe(ring: KeyRing, asked: OneKey) -> Answer:
    return {"KeyMetadata": _metadata(ring.find(asked.KeyId))}


def _create(ring: KeyRing, asked: CreateKey) -> Answer:
    del asked  # a description changes nothing
    return {"KeyMetadata": _metadata(ring.create())}


def _enable(ring: KeyRing, asked: OneKey) -> Answer:
    ring.switch(asked.KeyId, enabled=True)
    return {}


def _disable(ring: KeyRing, asked: OneKey) -> Answer:
    ring.switch(asked.KeyId, enabled=False)
    return {}


def _rotate(ring: KeyRing, asked: OneKey) -> Answer:
    key = ring.usable(asked.KeyId)
    ring.rotate(key.id)
    return {"KeyId": key.id}


_OPERATIONS: dict[str, tuple[type[_Fields], Work]] = {
    "GenerateDataKey": (GenerateDataKey, _generate),
    "Decrypt": (Decrypt, _decrypt),
    "ReEncrypt": (ReEncrypt, _re_encrypt),
    "DescribeKey": (OneKey, _describe),
}
_FOR_ADMINISTRATORS: dict[str, tuple[type[_Fields], Work]] = {
    "CreateKey": (CreateKey, _create),
    "EnableKey": (OneKey, _enable),
    "DisableKey": (OneKey, _disable),
    "RotateKeyOnDemand": (OneKey, _rotate),
}
_ALL = {**_OPERATIONS, **_FOR_ADMINISTRATORS}

_SAMPLE_CONTEXT = {"user": "jane"}
_SAMPLES: dict[str, Answer] = {
    "GenerateDataKey": {"KeyId": "alias/shop", "KeySpec": "AES_256", "EncryptionContext": _SAMPLE_CONTEXT},
    "Decrypt": {"CiphertextBlob": "…", "KeyId": "alias/shop", "EncryptionContext": _SAMPLE_CONTEXT},
    "ReEncrypt": {
        "CiphertextBlob": "…",
        "SourceKeyId": "alias/shop",
        "SourceEncryptionContext": _SAMPLE_CONTEXT,
        "DestinationKeyId": "alias/shop",
        "DestinationEncryptionContext": _SAMPLE_CONTEXT,
    },
    **{name: {"KeyId": "alias/shop"} for name in ("DescribeKey", "DisableKey", "EnableKey", "RotateKeyOnDemand")},
}
_BODY = {
    "requestBody": {
        "required": True,
        "content": {
            MEDIA_TYPE: {
                "schema": {"anyOf": [fields.model_json_schema() for fields, _ in _ALL.values()]},
                "examples": {name: {"value": value} for name, value in _SAMPLES.items()},
            }
        },
    }
}
_router = APIRouter()


@_router.post("/", summary="Every operation: its name is in X-Amz-Target", openapi_extra=_BODY)
async def _operate(
    ours: Ours,
    request: Request,
    x_amz_target: Annotated[str, Header(examples=[PREFIX + name for name in _ALL])] = "",
) -> Response:
    prefix, _, operation = x_amz_target.rpartition(".")
    if f"{prefix}." != PREFIX or operation not in _ALL:
        raise KmsError("UnknownOperationException", "")
    fields, work = _ALL[operation]
    asked = _parsed(fields, await request.body())
    return _json(_audited(ours, operation, asked, work))


def _audited(ours: State, operation: str, asked: _Fields, work: Work) -> Answer:
    """Do the work, and write into the audit trail what came of it."""
    given = asked.model_dump()
    context = given.get("EncryptionContext", given.get("SourceEncryptionContext", {}))
    name = given.get("KeyId", given.get("SourceKeyId")) or ""
    try:
        if operation in ours.ring.denied or (operation in _FOR_ADMINISTRATORS and not ours.may_administer):
            raise KmsError("AccessDeniedException", f"User is not authorized to perform: kms:{operation}")
        answer = work(ours.ring, asked)
    except KmsError as error:
        ours.ring.calls.append(Call(operation, name, context, error.kind))
        raise
    ours.ring.calls.append(Call(operation, name, context))
    return answer


def _parsed(fields: type[_Fields], body: bytes) -> _Fields:
    try:
        given = json.loads(body or b"{}")
    except (ValueError, RecursionError):
        raise KmsError("SerializationException", "") from None
    if not isinstance(given, dict):
        raise KmsError("SerializationException", "Start of structure or map found where not expected.")
    try:
        return fields.model_validate(given)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])[:MAX_TOLD]
        raise KmsError("ValidationException", f"1 validation error detected at '{where}': {first['msg']}") from None


def _decoded(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        raise KmsError("SerializationException", "CiphertextBlob is not base64.") from None


def _encoded(data: bytes) -> str:
    return base64.b64encode(data).decode()


def _metadata(key: Key) -> Answer:
    return {
        "KeyId": key.id,
        "Arn": key.arn,
        "CreationDate": key.created,
        "Enabled": key.enabled,
        "KeyState": key.state,
        "KeyUsage": "ENCRYPT_DECRYPT",
        "KeySpec": ALGORITHM,
        "KeyManager": "CUSTOMER",
        "Origin": "AWS_KMS",
        "MultiRegion": False,
        "EncryptionAlgorithms": [ALGORITHM],
    }


def _json(content: Answer, status: int = 200) -> Response:
    return Response(json.dumps(content), status, media_type=MEDIA_TYPE)


async def _say_error(_: Request, error: Exception) -> Response:
    assert isinstance(error, KmsError)
    return _json({"__type": error.kind, **({"message": error.text} if error.text else {})}, error.status)
