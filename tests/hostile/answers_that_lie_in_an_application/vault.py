"""An application whose headers say something else about its answers than what is in them."""

import gzip
import json

from honest import *

answers = []


def answer(number):
    """Another one each time. What its headers say of its length and its letters hurts nobody who does not ask."""
    right = json.dumps({"value": 2 * number}).encode()
    choices = [
        ([(b"content-length", b"1")], right, 200),
        ([(b"content-type", b"application/json; charset=punycode")], right, 200),
        ([(b"content-encoding", b", ".join([b"gzip"] * 50))], gzip.compress(right), 200),
    ]
    return choices[len(answers)]


async def app(scope, receive, send):
    if scope["type"] != "http":
        return
    headers, body, status = answer(int(scope["path"].rpartition("/")[2]))
    answers.append(body)
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
