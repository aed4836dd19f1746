import gzip
import zlib

from honest import *

inner = zlib.compressobj(9)
PACKED = gzip.compress(b"".join([*(inner.compress(bytes(1 << 20)) for _ in range(16)), inner.flush()]), 9)


async def app(scope, receive, send):
    if scope["type"] == "http":
        headers = [(b"content-type", b"application/json"), (b"content-encoding", b"deflate, gzip")]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": PACKED})
