"""The authority's HTTP API: the part of step-ca (https://smallstep.com/docs/step-ca) that a workload needs.

``GET /health``, ``GET /roots.pem``, ``GET /roots`` and ``POST /1.0/sign`` with a certificate signing request (RFC 2986)
in PEM. What differs from step-ca: no one-time token is asked for, and ``notAfter`` is a duration only.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric import ec
from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, PlainTextResponse, Response
from pydantic import BaseModel, Field

from mocks.certificate_authority.state import Ours
from mocks.service import Clock

DURATION = re.compile(r"(\d{1,6})(s|m|h)")
UNITS = {"s": 1, "m": 60, "h": 3600}
DEFAULT_LIFETIME = dt.timedelta(hours=24)
LONGEST_LIFETIME = dt.timedelta(hours=24)
SHORTEST_LIFETIME = dt.timedelta(minutes=5)

router = APIRouter()


class SignError(Exception):
    """The request can't be granted: status and what is wrong."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status


class SignRequest(BaseModel):
    """A certificate signing request in PEM, and for how long the certificate is to hold."""

    csr: str = Field(max_length=16_384)
    not_after: str = Field("", alias="notAfter", max_length=20, description="a duration: 300s, 5m, 24h")


async def say_error(_: Request, error: Exception) -> Response:
    """Answer as step-ca does."""
    status = error.status if isinstance(error, SignError) else 500
    return JSONResponse({"status": status, "message": str(error)}, status)


@router.get("/health")
async def _health() -> dict[str, str]:
    return {"status": "ok"}


@router.get("/roots.pem", response_class=PlainTextResponse)
async def _roots_pem(ours: Ours) -> str:
    return ours.root_pem


@router.get("/roots")
async def _roots(ours: Ours) -> dict[str, list[str]]:
    return {"crts": [ours.root_pem]}


@router.post("/1.0/sign", status_code=201, summary="Sign a certificate signing request")
async def _sign(ours: Ours, asked: SignRequest) -> dict[str, Any]:
    issued = ours.signer.certify(_checked(asked.csr), _lifetime(asked.not_after))
    ours.signed.append(issued)
    return {
        "crt": issued.pem,
        "ca": ours.intermediate_pem,
        "certChain": [issued.pem, ours.intermediate_pem],
    }


def _checked(pem: str) -> x509.CertificateSigningRequest:
    try:
        request = x509.load_pem_x509_csr(pem.encode())
        good = request.is_signature_valid
        names = [each for each in request.extensions if isinstance(each.value, x509.SubjectAlternativeName)]
    except (ValueError, InvalidSignature, UnsupportedAlgorithm, x509.DuplicateExtension):
        raise SignError(400, "error parsing csr") from None
    if not good:
        raise SignError(400, "invalid csr: its signature does not verify")
    if not isinstance(request.public_key(), ec.EllipticCurvePublicKey):
        raise SignError(403, "this authority certifies elliptic-curve keys only")
    if not names:
        raise SignError(403, "certificate request without a subject alternative name")
    return request


def _lifetime(text: str) -> dt.timedelta:
    if not text:
        return DEFAULT_LIFETIME
    found = DURATION.fullmatch(text)
    if not found:
        raise SignError(400, f"notAfter is no duration: {text!r}")
    lifetime = dt.timedelta(seconds=int(found[1]) * UNITS[found[2]])
    if not SHORTEST_LIFETIME <= lifetime <= LONGEST_LIFETIME:
        raise SignError(403, "requested duration is not between 5m and 24h")
    return lifetime


def now(clock: Clock) -> dt.datetime:
    """Return the time of the clock, in whole seconds, as certificates have it."""
    return dt.datetime.fromtimestamp(int(clock.time()), dt.UTC)
