"""Bad tokens of every kind, made on request of a test: ``auth.forge``.

Each is as good as it can be but for the one thing that it is named after. Options are those of
``AuthServer.issue``. What a forger could not do without the server's own key (``expired``, ``without`` …) is
signed with it: such tokens come into the world by an honest server's mistake, or by waiting.
"""

from __future__ import annotations

import base64
import hmac
import json
from collections.abc import Callable, Mapping
from typing import Any

from cryptography.hazmat.primitives.serialization import Encoding

from mocks.auth_server.keys import Alg, KeyRing, SigningKey, stranger
from mocks.auth_server.signing import ID_TOKEN, compact, sign, signature

Issue = Callable[..., str]


class Forger:
    """Makes bad tokens. ``keys`` are the server's, ``issue`` its honest way to make a token."""

    def __init__(self, keys: KeyRing, issue: Issue) -> None:
        self._keys = keys
        self._issue = issue

    # ------------------------------------------------------------------ the signature is worth nothing

    def unsigned(self, alg: str = "none", **options: Any) -> str:
        """No signature, and a header that says that this is as it should be (RFC 7519, section 6)."""
        header, claims = self._good(**options)
        return compact({**header, "alg": alg}, claims, lambda _: b"")

    def stripped(self, **options: Any) -> str:
        """The signature cut off, nothing else touched."""
        return self._issue(**options).rpartition(".")[0] + "."

    def damaged(self, **options: Any) -> str:
        """One bit of the signature turned."""
        head, _, end = self._issue(**options).rpartition(".")
        return f"{head}.{'B' if end[0] == 'A' else 'A'}{end[1:]}"

    def tampered(self, changes: Mapping[str, Any], **options: Any) -> str:
        """Claims changed after signing."""
        token = self._issue(**options)
        changed = {**claims_of(token), **changes}
        head, _, end = token.split(".")
        return f"{head}.{_base64url(json.dumps(changed).encode())}.{end}"

    def wrong_key(self, **options: Any) -> str:
        """Signed by a stranger, under the key id of the server's key."""
        header, claims = self._good(**options)
        return sign(claims, stranger(header["alg"]), headers=header)

    def unknown_kid(self, kid: str = "nobody-knows", **options: Any) -> str:
        """Signed by a stranger, under a key id that the server never had."""
        header, claims = self._good(**options)
        return sign(claims, stranger(header["alg"]), headers={**header, "kid": kid})

    # ------------------------------------------------------------------ the token tells how to check it

    def confused(self, secret: str = "pem", **options: Any) -> str:  # noqa: S107 — the form of a public key
        """HMAC, with the server's *public* key as the secret (RFC 8725, section 2.1).

        secret: the bytes of the key that a careless library may take: ``pem``, ``pem stripped``, ``der``, ``jwk``.
        """
        header, claims = self._good(**{"alg": "RS256", **options})
        key = _as_secret(self._keys.find(header["kid"]), secret)
        return compact({**header, "alg": "HS256"}, claims, lambda signed: hmac.digest(key, signed, "sha256"))

    def other_algorithm(self, alg: str = "RS512", **options: Any) -> str:
        """Signed by the server's RSA key with an algorithm that it does not use: RS384, RS512, PS256 …"""
        header, claims = self._good(**options, alg="RS256")
        return sign(claims, self._keys.find(header["kid"]), headers={**header, "alg": alg})

    def mislabelled(self, **options: Any) -> str:
        """Signed with ES256 by the server, under the id of its RSA key."""
        _, claims = self._good(**options)
        return sign(claims, self._keys.active("ES256"), headers={"kid": self._keys.active("RS256").kid})

    def pointing(self, header: str, url: str, **options: Any) -> str:
        """Signed by a stranger, with a header (``jku``, ``x5u``) that tells where to get the key.

        ``stranger_jwks`` is what is to be served there.
        """
        good, claims = self._good(**options)
        return sign(claims, stranger(good["alg"]), headers={**good, "kid": "stranger", header: url})

    def embedded_key(self, **options: Any) -> str:
        """Signed by a stranger, whose key the token has with it (``jwk``)."""
        header, claims = self._good(**options)
        key = stranger(header["alg"])
        return sign(claims, key, headers={**header, "kid": key.kid, "jwk": key.jwk})

    # ------------------------------------------------------------------ well signed, and not for us

    def expired(self, by: float = 60, **options: Any) -> str:
        """Its lifetime was over ``by`` seconds ago."""
        return self._issue(**{"lifetime": 300, **options, "issued_at": -by - options.get("lifetime", 300)})

    def early(self, by: float = 60, **options: Any) -> str:
        """Valid only in ``by`` seconds (``nbf``)."""
        return self._issue(**options, not_before=by)

    def wrong_audience(self, audience: Any = "https://payroll.test", **options: Any) -> str:
        """For another service."""
        return self._issue(**{**options, "audience": audience})

    def wrong_issuer(self, issuer: Any = "https://auth.example", **options: Any) -> str:
        """By another server, if one believes what it says."""
        return self._issue(**{**options, "issuer": issuer})

    def without(self, *claims: str, **options: Any) -> str:
        """Some claims are missing."""
        return self._issue(**options, without=claims)

    def other_kind(self, **options: Any) -> str:
        """No access token: the header says what an ID token's says (``typ``)."""
        return self._issue(**options, headers={"typ": ID_TOKEN})

    # ------------------------------------------------------------------ help

    def stranger_jwks(self) -> dict[str, Any]:
        """The key set of whoever forges: to be served where ``pointing`` points."""
        algorithms: tuple[Alg, ...] = ("RS256", "ES256")
        return {"keys": [stranger(alg).jwk for alg in algorithms]}

    def raw(self, header: Any, payload: Any, *, alg: Alg = "ES256") -> str:
        """Any header and payload, bytes or JSON, with a signature that the server's key has really made."""
        key = self._keys.active(alg)
        return compact(header, payload, lambda signed: signature(signed, key))

    def one_of_each(self, **options: Any) -> dict[str, str]:
        """A bad token of each kind, by name."""
        return {
            "unsigned": self.unsigned(**options),
            "stripped": self.stripped(**options),
            "damaged": self.damaged(**options),
            "tampered": self.tampered({"sub": "u-1002"}, **options),
            "wrong_key": self.wrong_key(**options),
            "unknown_kid": self.unknown_kid(**options),
            "confused": self.confused(**options),
            "other_algorithm": self.other_algorithm(**options),
            "mislabelled": self.mislabelled(**options),
            "jku": self.pointing("jku", "https://stranger.test/jwks.json", **options),
            "embedded_key": self.embedded_key(**options),
            "expired": self.expired(**options),
            "early": self.early(**options),
            "wrong_audience": self.wrong_audience(**options),
            "wrong_issuer": self.wrong_issuer(**options),
            "without_exp": self.without("exp", **options),
            "other_kind": self.other_kind(**options),
        }

    def _good(self, **options: Any) -> tuple[dict[str, Any], dict[str, Any]]:
        """Header and claims of an honest token, to be bent."""
        token = self._issue(**options)
        return header_of(token), claims_of(token)


def header_of(token: str) -> dict[str, Any]:
    """A token's header, unchecked."""
    return dict(json.loads(_unbase64url(token.split(".")[0])))


def claims_of(token: str) -> dict[str, Any]:
    """A token's claims, unchecked."""
    return dict(json.loads(_unbase64url(token.split(".")[1])))


def _as_secret(key: SigningKey, form: str) -> bytes:
    forms = {
        "pem": lambda: key.public_bytes(Encoding.PEM),
        "pem stripped": lambda: key.public_bytes(Encoding.PEM).strip(),
        "der": lambda: key.public_bytes(Encoding.DER),
        "jwk": lambda: json.dumps(key.jwk).encode(),
    }
    return forms[form]()


def _base64url(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode("ascii")


def _unbase64url(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
