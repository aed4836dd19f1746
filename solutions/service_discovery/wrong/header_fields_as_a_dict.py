"""The request's fields go through a dict: of two of one name one is left.

Fails: test_passes_header_fields_on
"""


def _onward(request: Request) -> list[tuple[bytes, bytes]]:
    """Return the fields for the instance. httpx adds Host and Content-Length."""
    fields = dict(_end_to_end(request.headers.raw, {"host", "content-length"}))
    return list(fields.items())
