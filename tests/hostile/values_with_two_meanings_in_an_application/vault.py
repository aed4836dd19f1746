"""JSON that means one thing to one reader and another to the next. Python takes the first two for what was asked for."""

import json

from honest import *

answers = []


async def app(scope, receive, send):
    if scope["type"] != "http":
        return
    number = int(scope["path"].rpartition("/")[2])
    bodies = [
        '{"value": 0, "value": %d}' % (2 * number),
        '{"value": %d.0000000000000000001}' % (2 * number),
        '{"value": %d, "value": NaN}' % (2 * number),
    ]
    await send({"type": "http.response.start", "status": 200, "headers": [(b"x", b"y")] * 100})
    await send({"type": "http.response.body", "body": bodies[len(answers)].encode("utf-16-le")})
    answers.append(number)
