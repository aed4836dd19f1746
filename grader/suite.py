"""All that a hidden suite imports from the grader; see ``docs/contract.md``. Fixtures come by themselves."""

from grader.harness.faults import Fault, delay, hang, ok, refuse, reset, status
from grader.harness.network import Exchange
from grader.harness.student import Remote, StudentError, fields, type_name
from grader.harness.verdicts import Explanation, explain

__all__ = [
    "Exchange",
    "Explanation",
    "Fault",
    "Remote",
    "StudentError",
    "delay",
    "explain",
    "fields",
    "hang",
    "ok",
    "refuse",
    "reset",
    "status",
    "type_name",
]
