"""Making tokens: good ones, and every kind of bad one. Mixed into ``AuthServer``; hidden suites call these.

A good token is an access token as in RFC 9068 without its ``typ``; a bad one differs in exactly one thing.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import random
from collections.abc import Collection, Mapping
from typing import Any

from mocks.auth_server.keys import Algorithm, SigningKey, make_key
from mocks.service import Clock

LIFETIME = 300
FIRST_KEYS: tuple[tuple[str, Algorithm], ...] = (("es-1", "ES256"), ("rs-1", "RS256"))


class Issuing:
    """Keys and tokens of one server. ``issuer`` is its name in ``iss``; times come from ``clock``."""

    issuer = "https://auth.test"
    audience = "https://orders.test"

    def __init__(self, clock: Clock, seed: int) -> None:
        self._clock = clock
        self._random = random.Random(seed)  # noqa: S311 — to be repeatable, not secret: this is a mock
        self._keys: dict[str, SigningKey] = {}
        self._active: dict[Algorithm, str] = {}
        self._rotations = 0
        self._stranger = make_key("es-1", "ES256", number=99)
        for kid, algorithm in FIRST_KEYS:
            self._add(kid, algorithm)

    @property
    def jwks(self) -> dict[str, Any]:
        """The key set as published: every key that has not been retired."""
        return {"keys": [key.jwk for key in self._keys.values()]}

    def key(self, algorithm: Algorithm = "ES256") -> SigningKey:
        """The key that signs now."""
        return self._keys[self._active[algorithm]]

    def rotate(self, algorithm: Algorithm = "ES256") -> str:
        """Sign with a new key from now on, and give its name. The old one stays published until it is retired."""
        self._rotations += 1
        kid = f"{algorithm[:2].lower()}-{self._rotations + 1}"
        self._add(kid, algorithm)
        return kid

    def retire(self, kid: str) -> None:
        """Publish a key no longer: what it signed is worth nothing from now on."""
        del self._keys[kid]

    def issue(
        self,
        subject: str = "jane",
        *,
        audience: str | list[str] | None = None,
        issuer: str | None = None,
        lifetime: float = LIFETIME,
        not_before: float | None = None,
        algorithm: Algorithm = "ES256",
        claims: Mapping[str, Any] | None = None,
        without: Collection[str] = (),
        headers: Mapping[str, Any] | None = None,
        key: SigningKey | None = None,
    ) -> str:
        """A signed token. ``lifetime`` and ``not_before`` in seconds from now; ``without`` leaves claims out."""
        signer = key or self.key(algorithm)
        payload = self.claims(subject, audience=audience, issuer=issuer, lifetime=lifetime, not_before=not_before)
        payload.update(claims or {})
        payload = {name: value for name, value in payload.items() if name not in without}
        return signer.sign({"alg": signer.algorithm, "typ": "JWT", "kid": signer.kid, **(headers or {})}, payload)

    def claims(
        self,
        subject: str,
        *,
        audience: str | list[str] | None = None,
        issuer: str | None = None,
        lifetime: float = LIFETIME,
        not_before: float | None = None,
    ) -> dict[str, Any]:
        """The claims of a good token (RFC 7519, section 4.1); times are whole seconds since 1970."""
        now = int(self._clock.time())
        found = {
            "iss": issuer or self.issuer,
            "sub": subject,
            "aud": audience or self.audience,
            "iat": now,
            "exp": int(now + lifetime),
            "jti": self.opaque(),
        }
        return found if not_before is None else {**found, "nbf": int(now + not_before)}

    def unsigned(self, subject: str = "jane", *, name: str = "none") -> str:
        """A token with the algorithm ``none`` (or another spelling of it) and no signature (RFC 7515, appendix A.5)."""
        header = {"alg": name, "typ": "JWT", "kid": self.key().kid}
        return f"{_part(header)}.{_part(self.claims(subject))}."

    def confused(self, subject: str = "jane", algorithm: Algorithm = "RS256") -> str:
        """A token signed with HS256 and the *public* key as the secret (RFC 8725, section 2.1)."""
        key = self.key(algorithm)
        signed = f"{_part({'alg': 'HS256', 'typ': 'JWT', 'kid': key.kid})}.{_part(self.claims(subject))}"
        signature = hmac.new(key.public_pem, signed.encode("ascii"), hashlib.sha256).digest()
        return f"{signed}.{_text(signature)}"

    def tampered(self, subject: str = "jane", **claims: Any) -> str:
        """A good token whose claims were changed after it was signed."""
        header, payload, signature = self.issue(subject).split(".")
        changed = {**json.loads(_bytes(payload)), **(claims or {"sub": "admin"})}
        return f"{header}.{_part(changed)}.{signature}"

    def foreign(self, subject: str = "jane") -> str:
        """A token that names our key but is signed with a stranger's."""
        return self.issue(subject, key=self._stranger)

    def unknown(self, subject: str = "jane", kid: str = "es-99") -> str:
        """A token whose ``kid`` nobody has published."""
        return self.issue(subject, key=SigningKey(kid, "ES256", self._stranger.private))

    def jku(self, url: str, subject: str = "jane", kid: str = "evil-1") -> tuple[str, dict[str, Any]]:
        """A token that names its own key set at ``url`` (RFC 7515, section 4.1.2), and that key set."""
        key = SigningKey(kid, "ES256", self._stranger.private)
        return self.issue(subject, key=key, headers={"jku": url}), {"keys": [key.jwk]}

    def opaque(self) -> str:
        """A random value, the same in every run with the same seed."""
        return f"{self._random.getrandbits(128):032x}"

    def _add(self, kid: str, algorithm: Algorithm) -> None:
        self._keys[kid] = make_key(kid, algorithm, self._rotations)
        self._active[algorithm] = kid


def _part(value: Mapping[str, Any]) -> str:
    return _text(json.dumps(value, separators=(",", ":")).encode("utf-8"))


def _text(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode("ascii")


def _bytes(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
