"""Authorization and Cookie are left out with the hop-by-hop fields.

Fails: test_passes_header_fields_on
"""


def _onward(request: Request) -> list[tuple[bytes, bytes]]:
    """Return the fields for the instance. httpx adds Host and Content-Length."""
    return _end_to_end(request.headers.raw, {"host", "content-length", "authorization", "cookie"})
