import os

from honest import *


async def app(scope, receive, send):
    if scope["type"] != "http":
        return
    number = int(scope["path"].rpartition("/")[2])
    await send({"type": "http.response.start", "status": 200, "headers": [(b"content-type", b"application/json")]})
    await send({"type": "http.response.body", "body": b'{"value": %d}' % (2 * number), "more_body": True})
    os._exit(0)
