"""Content-Encoding is left out of the request as well: the instance takes the packed body for what it is not.

Fails: test_passes_header_fields_on
"""


def _onward(request: Request) -> list[tuple[bytes, bytes]]:
    """Return the fields for the instance. httpx adds Host and Content-Length."""
    return _end_to_end(request.headers.raw, {"host", "content-length", "content-encoding"})
