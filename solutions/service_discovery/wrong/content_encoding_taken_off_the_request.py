"""A caller's compressed body goes on without the field that says so.

Fails: test_passes_header_fields_on
"""


def _onward(request: Request) -> list[tuple[bytes, bytes]]:
    """Return the fields for the instance. httpx adds Host and Content-Length."""
    return _end_to_end(request.headers.raw, {"host", "content-length", "content-encoding"})
