"""An application whose answers are markup: reason, header names and values, body, charset."""

import honest
from honest import *

MARKUP = "<script>owned</script></bdi></pre><h1>owned</h1>\x1b[2J\x9b2J"


async def app(scope, receive, send):
    if scope["type"] != "http":
        raise RuntimeError(MARKUP)
    headers = [(b"content-type", b"text/html; charset=utf-7"), (b"x-<b>owned", MARKUP.encode()), (b"refresh", b"0")]
    await send({"type": "http.response.start", "status": 200, "headers": headers, "reason": MARKUP})
    await send({"type": "http.response.body", "body": ('"' + MARKUP[:48] + '+AAo-::error::owned"').encode()})
    raise type(MARKUP, (Exception,), {})(MARKUP)
