"""A real TLS handshake between a context of the student's and one of the test's. Re-exported by ``grader.suite``."""

from __future__ import annotations

import ssl
from dataclasses import dataclass
from typing import cast

from grader.harness.link import Link
from grader.harness.suite.evidence import STUDENT, TEST
from grader.harness.suite.remote import Remote
from grader.harness.verdicts import Explanation
from grader.sandbox.tls import End

MAX_FLIGHTS = 20


@dataclass(frozen=True)
class Handshake:
    """What was agreed, as the test's end knows it. ``certificate``: the DER that the student's end showed, or None."""

    version: str
    cipher: str
    certificate: bytes | None


def handshake(
    context: Remote, peer: ssl.SSLContext, hostname: str = "", *, why: str = "", try_next: str = ""
) -> Handshake:
    """Let the student's ``context`` and the test's ``peer`` do a handshake; ``hostname`` is what the client asks for.

    The student's is the client if ``peer`` was made for servers (``PROTOCOL_TLS_SERVER``), and the server otherwise.
    If the student's end refuses, or the two have no version or cipher in common, that is a ``StudentError``:
    ``SSLCertVerificationError`` or ``SSLError``. If the test's end refuses the student's, the test fails, with ``why``
    and ``try_next`` for the student. OpenSSL judges the validity of certificates by the real clock, so let them hold
    from long ago to long hence, or not at all.
    """
    if not isinstance(context, Remote):
        raise AssertionError(Explanation("an ssl.SSLContext", f"a {type(context).__name__} came back", why, try_next))
    link = cast(Link, context._process)
    serves = peer.protocol == ssl.PROTOCOL_TLS_SERVER
    here = End(peer, serves, hostname)
    link.say("call", TEST, STUDENT, f"TLS handshake, as the {'client' if serves else 'server'}")
    there = link.tls_end(context._handle.number, not serves, hostname)
    refusal = _refusal(link, there, here)
    if refusal:
        link.say("fault", TEST, STUDENT, refusal)
        raise AssertionError(Explanation("a TLS handshake that both ends agree to", refusal, why, try_next))
    agreed = here.connection
    cipher = agreed.cipher()
    found = Handshake(agreed.version() or "", cipher[0] if cipher else "", agreed.getpeercert(binary_form=True))
    link.last_return = f"a connection by {found.version}"
    link.say("return", STUDENT, TEST, link.last_return)
    return found


def _refusal(link: Link, there: int, here: End) -> str:
    """Carry what each end sends to the other until there is nothing left to carry. Why the test's end refused, if it
    did; a refusal at the very first message is carried on, for there both ends find that they have nothing in common.
    """
    to_student, agreed = b"", (False, False)
    for _ in range(MAX_FLIGHTS):
        to_us, agreed_there = link.tls_step(there, to_student)
        first = not here.spoken
        try:
            to_student, agreed_here = here.step(to_us)
        except ssl.SSLError as error:
            if first:
                link.tls_step(there, here.last_words())
            return f"the other end refused your side: {error.reason or error}"
        if not to_us and not to_student and agreed == (agreed_there, agreed_here):
            break
        agreed = (agreed_there, agreed_here)
    return "" if agreed == (True, True) else "it came to no end"
