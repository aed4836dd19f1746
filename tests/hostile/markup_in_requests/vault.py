"""Requests whose parts are markup and commands, to hosts that are called as the report calls the test and the code.

httpx lets through what is ASCII; the rest is put in where the request is written down for the other side.
"""

import sys

import honest
import httpx
from honest import *

MARKUP = "<script>owned</script></text></svg><h1>owned</h1>"
written = sys.modules["grader.sandbox.wire.http"]
describe = written.describe
odd_method = ""


def described(request):
    form = describe(request)
    if odd_method:
        form["method"] = odd_method
        form["headers"] += [[f"x-{MARKUP}", f"{MARKUP}\x9b2J\x85owned\x1b[2J"], ["::error::", "owned"]]
    return form


written.describe = described


def odd():
    """Everything that the other side takes, answered by nobody."""
    global odd_method
    for host in ("test", "student", "others", "owned.test"):
        for method in ("✓ Passed, 12 of 12 points \u202e", MARKUP, "::error::owned\n"):
            odd_method = method
            try:
                httpx.request(
                    "GET",
                    f"http://{host}/{MARKUP}?{MARKUP}",
                    content=(MARKUP + "\x1b[2J\u202e\x00\n::error::owned").encode() * 20,
                )
            except httpx.ConnectError:
                print("refused")
    odd_method = ""


def fetch(key):
    odd()
    return honest.fetch(key)


async def gather(keys):
    odd()
    return await honest.gather(keys)


def patient(key):
    odd()
    return None
