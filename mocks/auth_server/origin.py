"""Under which address the server is known: its issuer identifier (RFC 8414, section 2). Auth server only."""

from __future__ import annotations

from dataclasses import dataclass

from fastapi import Request


@dataclass(frozen=True)
class Origin:
    """In a test always ``issuer``. On loopback, where a port is chosen at the start, what the browser asked for."""

    issuer: str
    follows_host: bool

    def of(self, request: Request) -> str:
        """The issuer that this request is for."""
        return str(request.base_url).rstrip("/") if self.follows_host else self.issuer
