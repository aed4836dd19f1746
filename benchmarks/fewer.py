"""The benchmark's topic with fewer hidden tests, to see what grows with their number and what does not."""

from __future__ import annotations

import ast
import shutil
from pathlib import Path


def fewer(root: Path, topic: str, every: int, folder: Path) -> Path:
    """A course in ``folder`` with that topic alone, and of its hidden tests one in ``every``; the folder of these."""
    for tree in ("exercises", "solutions"):
        shutil.copytree(root / tree / topic, folder / tree / topic)
    lines = (root / "exercises" / "course.yaml").read_text("utf-8").splitlines(keepends=True)
    kept = [line for line in lines if not (line.startswith("self_check:") or ("id:" in line and topic not in line))]
    (folder / "exercises" / "course.yaml").write_text("".join(kept), "utf-8")
    suite = folder / "solutions" / topic / "hidden"
    for path in suite.glob("test_*.py"):
        path.write_text(_thinned(path.read_text("utf-8"), every), "utf-8")
    return suite


def _thinned(text: str, every: int) -> str:
    """The first test of a file, and then one in ``every``. None needs another, which may have gone."""
    tree = ast.parse(text)
    tests = [node for node in tree.body if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")]
    for number, test in enumerate(tests):
        if number % every:
            tree.body.remove(test)
        for mark in test.decorator_list:
            if isinstance(mark, ast.Call):
                mark.keywords = [keyword for keyword in mark.keywords if keyword.arg != "needs"]
    return ast.unparse(tree)
