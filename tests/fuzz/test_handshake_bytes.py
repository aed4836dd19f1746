"""A TLS handshake with an end that sends what it likes: the test's OpenSSL reads it, and the test ends as it should."""

from __future__ import annotations

import ssl
from typing import Any

from hypothesis import example, given, settings
from hypothesis import strategies as st

from grader.harness.suite.handshake import MAX_FLIGHTS, Handshake, handshake
from grader.harness.suite.remote import Remote
from grader.harness.wire.values import Handle
from grader.sandbox.tls import End

FLIGHTS = st.lists(
    st.tuples(
        st.sampled_from(("as it is", "changed", "cut", "twice", "nothing", "rubbish")),
        st.integers(0, 400),
        st.binary(max_size=40),
        st.booleans() | st.none(),
    ),
    max_size=8,
)
"""What becomes of each flight, where in it, what with, and what the end then says about having agreed."""


class Rogue:
    """Stands for a link to a cell whose end of the connection is a real one, until it does something else."""

    def __init__(self, flights: Any) -> None:
        self._flights = list(flights)
        self._end = End(nameless(ssl.PROTOCOL_TLS_CLIENT), False, "")
        self.steps = 0
        self.last_return = ""

    def tls_end(self, target: int, server: bool, hostname: str) -> int:
        """As a link's."""
        return 1

    def tls_step(self, end: int, data: bytes) -> tuple[bytes, bool]:
        """As a link's."""
        self.steps += 1
        try:
            sent, agreed = self._end.step(data)
        except ssl.SSLError:
            sent, agreed = self._end.last_words(), False
        if not self._flights:
            return sent, agreed
        what, at, odd, said = self._flights.pop(0)
        made = {
            "as it is": sent,
            "changed": sent[:at] + odd + sent[at + len(odd) :],
            "cut": sent[:at],
            "twice": sent + sent,
            "nothing": b"",
            "rubbish": odd,
        }
        return made[what], agreed if said is None else said

    def say(self, kind: str, source: str, target: str, label: str) -> None:
        """As a link's."""


def nameless(protocol: int) -> ssl.SSLContext:
    """A context that needs no certificate, for neither end."""
    context = ssl.SSLContext(protocol)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    context.maximum_version = ssl.TLSVersion.TLSv1_2
    context.set_ciphers("aNULL:@SECLEVEL=0")
    return context


def tried(flights: Any) -> tuple[str, int]:
    """How the handshake ended, and after how many steps."""
    rogue = Rogue(flights)
    student: Any = Remote(rogue, Handle(1, "SSLContext", False, None))  # type: ignore[arg-type] # stands for a link
    try:
        found = handshake(student, nameless(ssl.PROTOCOL_TLS_SERVER))
    except AssertionError as error:
        return str(error), rogue.steps
    assert isinstance(found, Handshake)
    return found.version, rogue.steps


def test_two_honest_ends_agree() -> None:
    """Or nothing would be learned from those that do not."""
    version, _ = tried([])
    assert "TLSv1.2" == version


@example([("nothing", 0, b"", True)] * 8)
@example([("rubbish", 0, b"\x16\x03\x01\x00\x02\x01\x00", True)] * 8)
@settings(max_examples=200)
@given(FLIGHTS)
def test_an_end_that_sends_anything_agrees_or_is_refused(flights: Any) -> None:
    """In so many steps, and never with another error."""
    ended, steps = tried(flights)
    assert ended == "TLSv1.2" or ended.startswith("Expected a TLS handshake that both ends agree to.")
    assert steps <= MAX_FLIGHTS + 1


@given(st.lists(st.binary(max_size=60), max_size=6))
def test_an_end_that_only_says_that_it_agreed_is_refused(rubbish: list[bytes]) -> None:
    """What counts is what the test's own end knows."""
    ended, _ = tried([("rubbish", 0, data, True) for data in rubbish] + [("nothing", 0, b"", True)] * MAX_FLIGHTS)
    assert ended.startswith("Expected a TLS handshake")


def test_an_end_that_never_comes_to_an_end_is_refused() -> None:
    """It sends a record byte by byte."""
    begun = ("rubbish", 0, b"\x16\x03\x01\x40\x00\x01", None)
    ended, steps = tried([begun] + [("rubbish", 0, b"x", None)] * 1000)
    assert "it came to no end" in ended
    assert MAX_FLIGHTS == steps
