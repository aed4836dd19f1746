"""Reads parameters as OAuth has them: form-encoded, in UTF-8, and none twice (RFC 6749, sections 3.1, 3.2, B)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from urllib.parse import parse_qsl

from fastapi import Request

from mocks.auth_server.errors import OAuthError

FORM = "application/x-www-form-urlencoded"
MAY_REPEAT = ("resource",)
"""The only parameter that may be there more than once (RFC 8707, section 2)."""


class Parameters:
    """The parameters of one request. An empty value counts as none."""

    def __init__(self, pairs: Iterable[tuple[str, str]]) -> None:
        self._pairs = [(name, value) for name, value in pairs if value]

    def __getitem__(self, name: str) -> str:
        return next((value for each, value in self._pairs if each == name), "")

    def all(self, name: str) -> tuple[str, ...]:
        """Every value of a parameter that may repeat."""
        return tuple(value for each, value in self._pairs if each == name)

    def repeated(self) -> str:
        """The name of a parameter that is there twice and must not be; empty if there is none."""
        counts = Counter(name for name, _ in self._pairs if name not in MAY_REPEAT)
        return next((name for name, count in counts.items() if count > 1), "")

    def need(self, *names: str) -> None:
        """Raise ``invalid_request`` unless all of these are there."""
        for name in names:
            if not self[name]:
                raise OAuthError("invalid_request", f"The parameter {name} is missing.")


def in_query(request: Request) -> Parameters:
    """The parameters of the URL."""
    return Parameters(parse_qsl(request.url.query))


async def in_body(request: Request) -> Parameters:
    """The parameters of a form. Raises ``invalid_request`` for another content type and for repetitions."""
    if request.headers.get("Content-Type", "").partition(";")[0].strip().lower() != FORM:
        raise OAuthError("invalid_request", f"The body has to be {FORM}.")
    try:
        form = Parameters(parse_qsl((await request.body()).decode("utf-8"), errors="strict", max_num_fields=100))
    except ValueError:
        raise OAuthError("invalid_request", "The body is no form in UTF-8.") from None
    if name := form.repeated():
        raise OAuthError("invalid_request", f"The parameter {name} is there more than once.")
    return form
