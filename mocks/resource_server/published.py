"""The keys of an auth server on loopback, asked for over HTTP. Resource server only, and never in a test."""

from __future__ import annotations

from typing import Any

import httpx

from mocks.auth_server.published import JWKS_PATH
from mocks.resource_server.bearer import KeysUnavailable

AUTH_ON_LOOPBACK = "http://127.0.0.1:8100"
"""Where ``grader mocks`` serves the auth server unless that port is taken."""
TIMEOUT = 2.0
"""Seconds."""


class Published:
    """The key set of that issuer, anew each time: by hand, a key that was retired is to count no more at once."""

    def __init__(self, issuer: str) -> None:
        self._url = f"{issuer}{JWKS_PATH}"

    async def __call__(self) -> dict[str, Any]:
        """The key set. Raises KeysUnavailable."""
        try:
            async with httpx.AsyncClient(timeout=TIMEOUT, trust_env=False) as client:
                answer = (await client.get(self._url)).raise_for_status()
            keys = answer.json()["keys"]
        except (httpx.HTTPError, httpx.InvalidURL, ValueError, KeyError, TypeError):
            raise KeysUnavailable(f"no keys at {self._url}; POST /lab/trust names another auth server") from None
        return {"keys": [key for key in keys if isinstance(key, dict)] if isinstance(keys, list) else []}
