"""Responses of a class of their own, whose json, headers and text are not those that came."""

import honest
from honest import *


class Lying(httpx.Response):
    """Says whatever is wanted, and is empty."""

    def json(self, **_named):
        return self.wanted

    def __eq__(self, other):
        return True

    def __getitem__(self, key):
        return self.wanted

    @property
    def text(self):
        return self.wanted

    @property
    def is_success(self):
        return True


def response(wanted, **more):
    made = Lying(200, **more)
    made.wanted = wanted
    return made


def double(number):
    return response(2 * number, content=b"%d" % (2 * number))


def tally():
    return response(1, headers={"content-type": "text/plain; charset=bz2"}, content=b"1")


def fetch(key):
    """One of which nothing has been read, and never will be."""
    return response(f"value of {key}", stream=httpx.SyncByteStream())


async def gather(keys):
    return [response(f"value of {key}") for key in keys]


def patient(key):
    """A redirect to where the test would not go."""
    made = response("", headers=[("Location", "file:///etc/passwd"), ("Set-Cookie", "a=b; Domain=.test; max-age=1e999")])
    made.request = httpx.Request("GET\r\nX: y", "https://vault.test/" + "x" * 4000)
    made.status_code = 302
    return made


def wait_for(seconds):
    made = response(seconds)
    made.status_code = 3600
    return made


def withdraw(balance, amount):
    made = response(balance - amount)
    made.headers = {"content-type": "application/json"}
    return made
