from honest import *


async def app(scope, receive, send):
    if scope["type"] == "http":
        number = int(scope["path"].rpartition("/")[2])
        headers = [(b"set-cookie", b"c%d=1; expires=" % count + b" " * 60 + b"1") for count in range(2000)]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": b'{"value": %d}' % (2 * number)})
