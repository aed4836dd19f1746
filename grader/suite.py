"""All that a hidden suite imports from the grader; see ``docs/contract.md``. Fixtures come by themselves."""

from grader.harness.suite.handshake import Handshake, handshake
from grader.harness.suite.network import Exchange
from grader.harness.suite.remote import Remote, StudentError, fields, type_name
from grader.harness.verdicts import Explanation, explain
from mocks.faults import Fault, delay, drop, hang, ok, refuse, reset, status

__all__ = [
    "Exchange",
    "Explanation",
    "Fault",
    "Handshake",
    "Remote",
    "StudentError",
    "delay",
    "drop",
    "explain",
    "fields",
    "handshake",
    "hang",
    "ok",
    "refuse",
    "reset",
    "status",
    "type_name",
]
