from honest import *


async def app(scope, receive, send):
    if scope["type"] != "http":
        return
    await send({"type": "http.response.start", "status": 200, "headers": []})
    part = 0
    while True:
        part += 1
        await send({"type": "http.response.body", "body": b"%d" % part * (1 << 18), "more_body": True})
