"""The second target: a whole test against cells that play the fuzzer's frames. No process is begun and none waits."""

from __future__ import annotations

import os
from contextlib import closing, suppress
from functools import partial
from typing import Any

import httpx
import msgspec

from grader.harness.link import Link
from grader.harness.suite.remote import StudentError
from grader.harness.verdicts import CellEnded, ImportFailed
from grader.harness.wire.messages import HEADER

from . import promises
from .bench import Bench
from .source import Source
from .stubs import Peer, smaller_limits, time_standing_still

STEPS = 12
DECLARED = (StudentError, CellEnded, ImportFailed, httpx.DecodingError)
"""What an operation of a test may raise, whatever the cell sends."""
OF_CLIENTS = (httpx.RemoteProtocolError, httpx.TooManyRedirects, httpx.UnsupportedProtocol, httpx.NetworkError)
"""And a client of httpx's besides, of an answer that no client could make anything of."""


def conversation(data: bytes) -> None:
    """Any bytes: a broken promise is an exception."""
    before = _descriptors()
    bench = Bench(Source(data))
    with smaller_limits(), time_standing_still(), closing(bench):
        first: BaseException | None = None
        for _ in range(STEPS):
            try:
                value = bench.step()
            except (*DECLARED, *OF_CLIENTS, AssertionError) as error:
                first = first or error
            else:
                promises.plain(value, messages=8)
                promises.shown(value)
            if not bench.source.left:
                break
        for link in bench.trial._links:
            _has_ended(link)
        promises.result(bench.trial, first)
    _were_treated_well(bench)
    if before != _descriptors():
        raise promises.Broken("a descriptor was left open")


def _has_ended(link: Link) -> None:
    """A cell that has ended has ended for ever, and what stood for it here is closed."""
    if not link.is_open or link.conversation._ended is None:
        return
    conversation = link.conversation
    if conversation._line.connection.fileno() != -1:
        raise promises.Broken("the socket of a cell that has ended is open")
    for again in (partial(link.get, 0, "never asked for"), partial(link.call, 0, "f", (), {})):
        with suppress(StudentError):
            try:
                again()
            except CellEnded as error:
                if error is conversation._ended:
                    continue
                raise promises.Broken("a cell ended twice") from error
        raise promises.Broken("a cell that had ended answered")
    link.output()


def _were_treated_well(bench: Bench) -> None:
    """Each cell was killed once; no question was answered twice; all that the runner said is well-formed."""
    peers = bench.zygote.peers
    if sorted(bench.zygote.killed) != sorted(peers):
        raise promises.Broken(f"killed {bench.zygote.killed} of {list(peers)}")
    for peer in peers.values():
        replies = sum(said["op"] == "reply" for said in _said_to(peer))
        if replies > peer.asked:
            raise promises.Broken(f"{replies} replies to {peer.asked} questions")


def _said_to(peer: Peer) -> list[Any]:
    data, found = bytes(peer.time_passed), []
    while len(data) >= HEADER.size:
        (length,) = HEADER.unpack(data[: HEADER.size])
        body, data = data[HEADER.size : HEADER.size + length], data[HEADER.size + length :]
        if len(body) == length:
            found.append(msgspec.json.decode(body))
    return found


def _descriptors() -> int:
    """How many there are."""
    return len(os.listdir("/dev/fd"))
