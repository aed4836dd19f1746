"""Which client is asking: client authentication at the token endpoint (RFC 6749, section 2.3). Auth server only."""

from __future__ import annotations

import base64
import binascii
import hmac
from urllib.parse import unquote_plus

from fastapi import Request

from mocks.auth_server.accounts import Accounts, Client
from mocks.auth_server.errors import OAuthError
from mocks.auth_server.forms import Parameters

METHODS = ("client_secret_basic", "client_secret_post", "none")
CHALLENGE = 'Basic realm="auth server", charset="UTF-8"'


def authenticated(request: Request, form: Parameters, accounts: Accounts) -> Client:
    """The client that has proved who it is, or a public one that only says so.

    Raises ``invalid_request`` if it proves it in two ways at once, else ``invalid_client``.
    """
    header = request.headers.get("Authorization", "")
    if header and form["client_secret"]:
        raise OAuthError("invalid_request", "Use one way of client authentication, not two.")
    client_id, secret = _basic(header) if header else (form["client_id"], form["client_secret"])
    if header and form["client_id"] not in ("", client_id):
        raise OAuthError("invalid_request", "client_id is not the one in the Authorization header.")
    client = accounts.client(client_id)
    if client is None or not _is_right(client, secret):
        raise refused()
    return client


def refused() -> OAuthError:
    """The one answer to an unknown client and to a wrong secret."""
    return OAuthError("invalid_client", "Unknown client, or a wrong secret.", status=401, challenge=CHALLENGE)


def _is_right(client: Client, secret: str) -> bool:
    return hmac.compare_digest((client.secret or "").encode(), secret.encode())


def _basic(header: str) -> tuple[str, str]:
    """Id and secret: each form-encoded, then joined by a colon, then Base64 (RFC 6749, section 2.3.1)."""
    scheme, _, given = header.partition(" ")
    if scheme.lower() != "basic":
        raise refused()
    try:
        client_id, _, secret = base64.b64decode(given.strip(), validate=True).decode("utf-8").partition(":")
    except (binascii.Error, ValueError):
        raise refused() from None
    return unquote_plus(client_id), unquote_plus(secret)
