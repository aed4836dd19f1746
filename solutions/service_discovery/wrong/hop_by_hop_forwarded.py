"""All header fields are passed on to the instance, those meant for one connection only as well.

Fails: test_keeps_hop_by_hop_fields_of_the_request_to_itself[known]
"""


def _onward(request: Request) -> list[tuple[bytes, bytes]]:
    """Return the fields for the instance. httpx adds Host and Content-Length."""
    return [
        (k, v)
        for k, v in request.headers.raw
        if k not in (b"host", b"content-length", b"x-hop", b"x-other", b"connection")
    ]
