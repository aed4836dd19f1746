"""What is handed in where faults are tried: right, wrong and half right."""

from __future__ import annotations

import ast
from pathlib import Path

from grader.verify.graft import graft

ROOT = Path(__file__).resolve().parents[2]
SMALL = ROOT / "tests" / "courses" / "small"


def half_of_small() -> str:
    """A right weight, and a price that waits for ever for a slow depot."""
    return (SMALL / "solutions" / "parcel" / "parcel.py").read_text("utf-8").replace("timeout=1", "timeout=None")


def half_of(topic: str) -> str:
    """The reference of one of the course's own topics, every other of its functions and classes as in the skeleton."""
    skeleton = ast.parse((ROOT / "exercises" / ".skeletons" / f"{topic}.py").read_text("utf-8"))
    parts = [node for node in skeleton.body if isinstance(node, ast.FunctionDef | ast.ClassDef)]
    work = [node for node in parts if not (isinstance(node, ast.ClassDef) and node.bases)]  # an exception is no work
    return "\n\n".join([reference_of(topic), *(ast.unparse(node) for node in work[1::2])]) + "\n"


def wrong_of(topic: str, mistake: str) -> str:
    """One of the mistakes that a topic knows."""
    return graft(reference_of(topic), (ROOT / "solutions" / topic / "wrong" / f"{mistake}.py").read_text("utf-8"))


def reference_of(topic: str) -> str:
    """The reference of one of the course's own topics."""
    return (ROOT / "solutions" / topic / f"{topic}.py").read_text("utf-8")
