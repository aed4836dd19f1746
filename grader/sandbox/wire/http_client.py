"""The standard library's HTTP client ends where httpx does: ``http.client``, and with it ``urllib.request`` and what
uses these, ``jwt.PyJWKClient`` for one. Sandbox only.

A connection gets a ``Wire`` in the place of a socket: what is written to it is read as a request, which goes to the
runner; what the runner answers is what can be read from it.
"""

from __future__ import annotations

import http.client
import io
import socket
import ssl
from typing import Any

import httpx

from grader.sandbox.virtual.world import World, never
from grader.sandbox.wire import http as bridge

END = b"\r\n\r\n"
ERRORS: dict[str, type[OSError]] = {
    "ConnectError": ConnectionRefusedError,
    "ConnectTimeout": TimeoutError,
    "ReadTimeout": TimeoutError,
    "ReadError": ConnectionResetError,
}
"""What a socket raises where httpx raises these."""
SAID_AT_ONCE = ("ConnectError", "ConnectTimeout")
"""Raised while the request is sent, for a real client has no connection then: ``urllib`` makes a ``URLError`` of it."""
FRAMING = ("content-length", "transfer-encoding", "connection")


class Wire:
    """The socket of one connection, as far as ``http.client`` uses it."""

    def __init__(self, world: World, origin: str, timeout: float | None) -> None:
        self._world = world
        self._origin = origin
        self._timeout = timeout
        self._sent = bytearray()
        self._answer = b""
        self._error: OSError | None = None

    def sendall(self, data: Any) -> None:
        """Take a part of a request; ask the runner when it is whole."""
        self._sent += data
        found = _whole(bytes(self._sent))
        if found is not None:
            self._sent.clear()
            self._exchange(*found)

    def makefile(self, _mode: str) -> io.BufferedReader:
        """The response, to be read."""
        error, self._error = self._error, None
        if error is not None:
            raise error
        answer, self._answer = self._answer, b""
        if not answer:  # a request that never was whole: the service waits for its rest
            self._world.block(never, None if self._timeout is None else self._world.now + self._timeout)
            raise TimeoutError("timed out")
        return io.BufferedReader(io.BytesIO(answer))

    def settimeout(self, timeout: float | None) -> None:
        """As of a socket."""
        self._timeout = timeout

    def setsockopt(self, *_: Any) -> None:
        """There is nothing to be set."""

    def close(self) -> None:
        """There is nothing to be closed: an answer is whole when it has come."""

    def _exchange(self, method: str, target: str, headers: list[tuple[str, str]], body: bytes) -> None:
        url = target if "://" in target else self._origin + target
        request = httpx.Request(method, url, headers=headers, content=body)
        request.extensions["timeout"] = {"read": self._timeout, "connect": self._timeout}
        answer = bridge.answer_to(request, self._world)
        if answer["error"]:
            error = ERRORS.get(answer["error"], ConnectionError)(answer["text"])
            if answer["error"] in SAID_AT_ONCE:
                raise error
            self._error = error
            return
        self._answer = _as_text(method, answer, bridge.body_of(answer))


def _whole(sent: bytes) -> tuple[str, str, list[tuple[str, str]], bytes] | None:
    """Method, target, headers and body of a request; None as long as a part of it is missing."""
    head, end, body = sent.partition(END)
    if not end:
        return None
    first, *lines = head.decode("latin-1").split("\r\n")
    method, target, *_ = first.split(" ")
    headers = [(name, value.strip()) for name, _, value in (line.partition(":") for line in lines)]
    known = {name.lower(): value for name, value in headers}
    if known.get("transfer-encoding", "").lower() == "chunked":
        if not body.endswith(b"0" + END):
            return None
        headers = [(name, value) for name, value in headers if name.lower() != "transfer-encoding"]
        return method, target, headers, _unchunked(body)
    length = known.get("content-length", "0")
    if length.isdigit() and len(body) < int(length):
        return None
    return method, target, headers, body


def _unchunked(body: bytes) -> bytes:
    parts = []
    while body:
        size, _, body = body.partition(b"\r\n")
        length = int(size.partition(b";")[0], 16)
        parts.append(body[:length])
        body = body[length + 2 :]
    return b"".join(parts)


def _as_text(method: str, answer: dict[str, Any], body: bytes) -> bytes:
    """The answer as it stands on a connection. One to HEAD has no body, but tells its length."""
    status = answer["status"]
    lines = [f"HTTP/1.1 {status} {http.client.responses.get(status, '')}"]
    left_out = () if method == "HEAD" else FRAMING
    lines += [f"{name}: {value}" for name, value in answer["headers"] if name.lower() not in left_out]
    lines += [] if method == "HEAD" else [f"content-length: {len(body)}"]
    return "\r\n".join(lines).encode("latin-1") + END + body


def install(world: World) -> None:
    """Let every connection be a ``Wire``. Nothing is encrypted, so that one TLS context does for all."""

    def connecting(scheme: str) -> Any:
        def connect(self: Any) -> None:
            timeout = self.timeout
            if timeout is socket._GLOBAL_DEFAULT_TIMEOUT:  # type: ignore[attr-defined] # http.client's own default
                timeout = socket.getdefaulttimeout()
            host = f"[{self.host}]" if ":" in self.host else self.host
            port = "" if self.port == self.default_port else f":{self.port}"
            self.sock = Wire(world, f"{scheme}://{host}{port}", timeout)

        return connect

    shared = ssl.create_default_context()

    def context() -> ssl.SSLContext:
        return shared

    ssl._create_default_https_context = context  # type: ignore[assignment] # as http.client calls it
    http.client.HTTPConnection.connect = connecting("http")  # type: ignore[method-assign] # see the module's docstring
    http.client.HTTPSConnection.connect = connecting("https")  # type: ignore[method-assign] # see the module's docstring
