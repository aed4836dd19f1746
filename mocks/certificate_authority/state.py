"""What one certificate authority consists of; its routes are shared by all."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Annotated, Protocol

from cryptography import x509
from fastapi import Depends

from mocks.certificate_authority.certificates import Issued
from mocks.faults import FaultPlan
from mocks.service import Clock, bound


class Signer(Protocol):
    """What the HTTP side needs of an authority."""

    def certify(self, request: x509.CertificateSigningRequest, lifetime: dt.timedelta) -> Issued:
        """Sign a request that has been checked."""
        ...


@dataclass(frozen=True)
class State:
    """The parts of one authority."""

    clock: Clock
    signer: Signer
    root_pem: str
    intermediate_pem: str
    faults: FaultPlan
    signed: list[Issued] = field(default_factory=list)


Ours = Annotated[State, Depends(bound)]
"""As the annotation of an endpoint's argument: the authority that was asked."""
