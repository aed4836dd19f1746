"""What goes through the load balancer in its tests, and how the instances behind it answer or fail."""

import gzip
import zlib
from functools import partial

import httpx

from .support import answers, breaks, expect, garbles, handle, hangs, refuses

HOP_BY_HOP = ("Keep-Alive", "Proxy-Connection", "TE", "Transfer-Encoding", "Upgrade")
OWN_CODING = "gzip, chunked"
"""The Transfer-Encoding of a message. A load balancer that streams a body has a field of its own, ``chunked``."""
MOVED = {"Location": "http://users-1.test/200?from=a%20b"}
PACK = {"gzip": partial(gzip.compress, mtime=0), "deflate": zlib.compress}
PATHS = ("/jane%20doe", "/a%2Fb/c", "/100%25", "/what%3F", "/%C3%BC;v=1")
QUERIES = ("/s?note=a%26b", "/s?a=1&b=2&a=3", "/s?q=x+y%20z", "/s?flag", "/s?empty=&e=b%3Dc", "/s?u=%C3%BC")
FAILING = {
    "refuses": refuses,
    "breaks": breaks,
    "never answers": hangs,
    "answers 504": answers(504),
    "answers 503": answers(503),
    "answers what is no HTTP": garbles,
}
UNREPEATED = {
    "breaks": 502,
    "never answers": 504,
    "answers 504": 504,
    "answers 503": 503,
    "answers what is no HTTP": 502,
}


def answering(registry, network, *fields, content=b""):
    """The service users, of one instance that gives this answer."""
    handle(registry, network, "users", lambda request: httpx.Response(200, headers=fields, content=content))


def hop_by_hop(kind):
    """Fields about one connection: the well-known ones, or those that Connection names."""
    if kind == "known":
        return [
            (name, OWN_CODING if "Transfer" in name else "trailers" if name == "TE" else "x") for name in HOP_BY_HOP
        ]
    return [("Connection", "close, X-Hop"), ("Connection", " x-other ,"), ("X-Hop", "1"), ("X-Other", "2")]


def passed(kind, headers):
    """Which of these fields there are in a message, if the others have arrived."""
    expect("the field X-End, which is for the other end", "2", headers.get("X-End"))
    kept = [f"Connection: {headers['Connection']}"] if "x-" in headers.get("Connection", "").lower() else []
    names = HOP_BY_HOP if kind == "known" else ("X-Hop", "X-Other")
    return [name for name in names if headers.get(name, "chunked") != "chunked"] + kept
