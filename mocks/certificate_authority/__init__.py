"""A certificate authority: a root, an intermediate, and what they sign, right or with one fault.

For hidden suites (fixture ``ca``) and, on loopback, for students. The HTTP side is in
``mocks.certificate_authority.api``; what tests do and ask directly is here::

    bank = ca.issue("bank.test")                       # holds from 2000 to 2100, as OpenSSL has the real clock
    handshake(context, bank.server(), "bank.test")
    ca.issue("bank.test", end=datetime(2001, 1, 1, tzinfo=UTC))
    ca.issue("bank.test", issuer=ca.issue("evil.test"))   # a leaf that poses as an authority
    ca.issue(uris=["spiffe://shop.test/orders"])
"""

from __future__ import annotations

import datetime as dt
import math
import random
from collections.abc import Iterable
from functools import cache

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from fastapi import FastAPI

from mocks.certificate_authority import api
from mocks.certificate_authority.certificates import (
    BOTH_USES,
    LONG_AGO,
    LONG_HENCE,
    Issued,
    Names,
    Request,
    new_key,
    sign,
)
from mocks.certificate_authority.gateway import Gateway
from mocks.certificate_authority.state import State
from mocks.faults import Fault, FaultPlan
from mocks.service import Bound, Clock, Observe, ignore

__all__ = ["CertificateAuthority", "Issued"]


class CertificateAuthority:
    """A certificate authority at ``ca.test``. ``seed`` decides all of its keys, so none is a secret.

    Its lane for ``observe``: ``ca`` (``healthy``, ``slow`` or ``failing``, as it served the last request).
    Two authorities of one seed are the same authority; another seed is a stranger with the same names.
    """

    host = "ca.test"
    url = "https://ca.test"

    def __init__(self, clock: Clock, *, observe: Observe = ignore, seed: int = 0) -> None:
        self._clock = clock
        self._observe = observe
        self._seen = ""
        self._chance = random.Random(f"certificates {seed}")  # noqa: S311 — a mock keeps no secrets
        self._faults = FaultPlan(random.Random(f"faults {seed}"))  # noqa: S311 — to be repeatable, not secret
        self.root, self.intermediate = _authorities(seed)
        self._state = State(clock, self, self.root_pem, self.intermediate.pem, self._faults)
        self.app = Gateway(Bound(self._state, _routes()), clock, self._faults, self._tell)

    # ------------------------------------------------------------------ what a test does

    def issue(
        self,
        *dns: str,
        uris: Iterable[str] = (),
        common: str = "",
        begin: dt.datetime = LONG_AGO,
        end: dt.datetime = LONG_HENCE,
        issuer: Issued | None = None,
        key: ec.EllipticCurvePrivateKey | None = None,
        is_ca: bool | None = False,
        path_length: int | None = None,
        uses: tuple[x509.ObjectIdentifier, ...] = BOTH_USES,
    ) -> Issued:
        """Certify these names under the intermediate, or under ``issuer``. Everything else is off for one fault each.

        ``begin`` and ``end`` are aware datetimes, both included. ``uses`` are extended key usages, () for none.
        ``is_ca=None`` leaves the basic constraints out. A given ``key`` is certified instead of a new one.
        """
        key = key or new_key(self._chance)
        above = issuer or self.intermediate
        names = Names(dns, tuple(uris), common)
        request = Request(names, key.public_key(), begin, end, is_ca, path_length, uses)
        return self._signed(request, above, key)

    def self_signed(self, *dns: str, begin: dt.datetime = LONG_AGO, end: dt.datetime = LONG_HENCE) -> Issued:
        """Make a certificate that nobody vouches for but itself."""
        key = new_key(self._chance)
        names = Names(dns, (), "self-signed")
        request = Request(names, key.public_key(), begin, end, False)
        return Issued(sign(request, names.subject, key, self._chance), key)

    def new_key(self) -> ec.EllipticCurvePrivateKey:
        """Make a key of this authority's chance."""
        return new_key(self._chance)

    def certify(self, request: x509.CertificateSigningRequest, lifetime: dt.timedelta) -> Issued:
        """Sign a request under the intermediate, from now on for so long. ValueError unless its key is an EC key."""
        public_key = request.public_key()
        if not isinstance(public_key, ec.EllipticCurvePublicKey):
            raise ValueError("this authority certifies elliptic-curve keys only")
        asked = request.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
        dns, uris = (tuple(asked.get_values_for_type(kind)) for kind in (x509.DNSName, x509.UniformResourceIdentifier))
        begin = api.now(self._clock)
        wanted = Request(Names(dns, uris), public_key, begin, begin + lifetime)
        return self._signed(wanted, self.intermediate, None)

    def plan(self, *faults: Fault) -> None:
        """Let one of these happen to each of the next requests, in order; then all is well again."""
        self._faults.script(*faults)

    def outage(self, fault: Fault, *, seconds: float = math.inf) -> None:
        """Let this happen to every request, for so long or until ``recover``. What is planned goes first."""
        self._faults.outage(fault, self._clock.time() + seconds)
        self._tell("failing")

    def recover(self) -> None:
        """Let nothing go wrong any more, whatever was planned."""
        self._faults.recover()
        self._tell("healthy")

    # ------------------------------------------------------------------ what a test asks

    @property
    def root_pem(self) -> str:
        """The root, which is what a client trusts."""
        return self.root.pem

    @property
    def signed(self) -> tuple[Issued, ...]:
        """What was signed over HTTP, oldest first."""
        return tuple(self._state.signed)

    def _signed(self, request: Request, above: Issued, key: ec.EllipticCurvePrivateKey | None) -> Issued:
        if above.key is None:
            raise ValueError("the issuer's private key never came here")
        certificate = sign(request, above.certificate.subject, above.key, self._chance)
        between = () if above is self.root else (above.certificate, *above.above)
        return Issued(certificate, key, between)

    def _tell(self, state: str) -> None:
        if state != self._seen:
            self._seen = state
            self._observe("ca", state)


@cache
def _authorities(seed: int) -> tuple[Issued, Issued]:
    """Make the root and the intermediate of a seed, once a process: they never change."""
    chance = random.Random(f"authorities {seed}")  # noqa: S311 — a mock keeps no secrets
    key, name = new_key(chance), Names(common="Shop Root CA")
    request = Request(name, key.public_key(), is_ca=True)
    root = Issued(sign(request, name.subject, key, chance), key)
    key, name = new_key(chance), Names(common="Shop Intermediate CA")
    request = Request(name, key.public_key(), is_ca=True, path_length=0)
    return root, Issued(sign(request, root.certificate.subject, root.key or key, chance), key)


@cache
def _routes() -> FastAPI:
    """Make the app, once: it holds no state, each request brings its own (``mocks.service.Bound``)."""
    app = FastAPI(title="Certificate authority", description="A small step-ca: requests need no one-time token here.")
    app.add_exception_handler(api.SignError, api.say_error)
    app.include_router(api.router)
    return app
