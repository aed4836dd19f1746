"""What has been granted and not yet used up: logins, authorization codes, refresh tokens. Auth server only.

Codes work once and for a minute (RFC 6749, section 4.1.2). A refresh token works once, too: its successor comes with
the new access token. Whoever shows one of either a second time is a thief or was robbed, so all that came of that
code is void from then on (RFC 9700, sections 2.1.1 and 4.14.2).
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import random
import re
from dataclasses import dataclass, replace

from mocks.auth_server.errors import OAuthError
from mocks.service import Clock

CODE_LIFETIME = 60
"""Seconds."""
REFRESH_LIFETIME = 30 * 86400
"""Seconds for which a refresh token may lie unused."""
VERIFIER = re.compile(r"[A-Za-z0-9._~-]{43,128}")
"""A PKCE code verifier (RFC 7636, section 4.1)."""


@dataclass(frozen=True)
class Request:
    """An authorization request that has been checked."""

    client_id: str
    redirect_uri: str
    scope: str
    state: str
    challenge: str
    nonce: str = ""
    resource: tuple[str, ...] = ()
    # Whether redirect_uri was in the request: then the token request has to repeat it (RFC 6749, section 4.1.3).
    uri_given: bool = True


@dataclass(frozen=True)
class Granted:
    """What a user has granted a client. ``id`` is shared by everything that comes of one code."""

    id: str
    subject: str
    request: Request
    auth_time: int
    expires: float
    used: bool = False

    @property
    def client_id(self) -> str:
        """The client it was granted to."""
        return self.request.client_id


class Grants:
    """The codes and refresh tokens of one server."""

    def __init__(self, clock: Clock, source: random.Random) -> None:
        self._clock = clock
        self._source = source
        self._codes: dict[str, Granted] = {}
        self._refresh: dict[str, Granted] = {}
        self._void: set[str] = set()

    def code(self, request: Request, subject: str, auth_time: int) -> str:
        """A code for what this user grants."""
        code = self.unguessable("code")
        granted = self.unguessable("grant")
        self._codes[code] = Granted(granted, subject, request, auth_time, self._clock.time() + CODE_LIFETIME)
        return code

    def redeem(self, code: str, client_id: str, redirect_uri: str, verifier: str) -> Granted:
        """What the code stands for; it is used up then. Raises ``invalid_grant``."""
        granted = self._codes.get(code)
        if granted is None or granted.client_id != client_id:
            raise OAuthError("invalid_grant", "No such code was given to this client.")
        if granted.used:
            self._void.add(granted.id)
            raise OAuthError("invalid_grant", "The code has been used already. All its tokens are void now.")
        if self._clock.time() >= granted.expires:
            raise OAuthError("invalid_grant", f"The code was valid for {CODE_LIFETIME} seconds.")
        # A wrong verifier uses the code up as well: nobody gets a second guess.
        self._codes[code] = replace(granted, used=True)
        _check_uri(granted.request, redirect_uri)
        if not hmac.compare_digest(s256(verifier), granted.request.challenge):
            raise OAuthError("invalid_grant", "code_verifier does not belong to code_challenge.")
        return granted

    def refresh_token(self, granted: Granted) -> str:
        """A refresh token for that grant."""
        token = self.unguessable("refresh")
        self._refresh[token] = replace(granted, used=False, expires=self._clock.time() + REFRESH_LIFETIME)
        return token

    def refresh(self, token: str, client_id: str) -> Granted:
        """What the refresh token stands for; it is used up then. Raises ``invalid_grant``."""
        granted = self._refresh.get(token)
        if granted is None or granted.client_id != client_id:
            raise OAuthError("invalid_grant", "No such refresh token was given to this client.")
        if granted.used:
            self._void.add(granted.id)
            raise OAuthError("invalid_grant", "The refresh token has been used already. All its successors are void.")
        if granted.id in self._void or self._clock.time() >= granted.expires:
            raise OAuthError("invalid_grant", "The refresh token is void.")
        self._refresh[token] = replace(granted, used=True)
        return granted

    def revoke(self, token: str, client_id: str) -> None:
        """Make a refresh token and all that came of the same code void. Others' and unknown ones stay as they are."""
        granted = self._refresh.get(token)
        if granted is not None and granted.client_id == client_id:
            self._void.add(granted.id)

    def unguessable(self, kind: str) -> str:
        """A new name for a secret thing; the same ones in the same order for the same seed."""
        return f"{kind}_{self._source.getrandbits(160):040x}"


def s256(verifier: str) -> str:
    """The code challenge of a verifier (RFC 7636, section 4.2)."""
    digest = hashlib.sha256(verifier.encode()).digest()
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode("ascii")


def _check_uri(request: Request, redirect_uri: str) -> None:
    if redirect_uri != request.redirect_uri and (redirect_uri or request.uri_given):
        raise OAuthError("invalid_grant", "redirect_uri is not the one of the authorization request.")
