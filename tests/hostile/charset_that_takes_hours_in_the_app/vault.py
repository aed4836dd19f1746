"""An answer that is JSON, a packed one, whose header says that it is to be read as Punycode: that takes hours."""

import gzip

from honest import *

BODY = gzip.compress(b'"owned-' + b"b" * 8_000_000 + b'"')


async def app(scope, receive, send):
    if scope["type"] != "http":
        raise RuntimeError("owned")
    headers = [(b"content-type", b"application/json; charset=punycode"), (b"content-encoding", b"gzip")]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": BODY})
