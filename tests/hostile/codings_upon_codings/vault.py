import gzip

from honest import *

TIMES = 200


async def app(scope, receive, send):
    if scope["type"] == "http":
        body = b'{"value": %d}' % (2 * int(scope["path"].rpartition("/")[2]))
        for _ in range(TIMES):
            body = gzip.compress(body)
        headers = [(b"content-type", b"application/json"), (b"content-encoding", b",".join([b"gzip"] * TIMES))]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": body})
