"""``python -m tests.corpus.matrix NAME [CASE]...``: the corpus, or some cases of it, where some layers of the sandbox
are missing; JSON on standard output. With ``--honest``, only an honest submission.

A case is run only where it is promised to be stopped. For an ordinary user, and for cells that are other users, the
whole process becomes somebody else (see ``elsewhere``): so each configuration is a process of its own.
"""

from __future__ import annotations

import json
import os
import resource
import sys
import tempfile
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import Any

from grader.cli.main import run
from grader.harness.processes.zygote_client import Zygote

from . import elsewhere
from .case import COURSE, HONEST, Case, cases, load
from .run import below, left_over, problems, sharing

LAYERS = {"files": "landlock", "processes": "seccomp", "user": "user", "namespaces": "namespaces"}
"""By which right, found out by trying, a layer is known. No other layer gives that right alone."""
EVERY_LAYER = frozenset(LAYERS.values())
LIBRARIES = ["httpx", "fastapi", "pydantic"]
MOST_PROCESSES = 2000
"""Of the user who attacks itself here, should an attack succeed."""


@dataclass(frozen=True)
class Configuration:
    """Who grades, and which layers there are. ``alone``: the others are left out, though this machine may have them.
    ``named``: only cases that name one of these layers are run. ``forbidden``: user namespaces are.
    """

    layers: frozenset[str]
    root: bool = False
    alone: bool = False
    named: bool = False
    forbidden: bool = False

    @property
    def without(self) -> frozenset[str]:
        """The layers that have to be left out."""
        return EVERY_LAYER - self.layers if self.alone else frozenset()

    def runs(self, case: Case) -> bool:
        """Whether the case is run here."""
        return bool(self.layers & set(case.stopped_by)) if self.named else case.promised(self.layers)


# Cases that need no layer are run as root and as an ordinary user, and where there is no layer: not once more for each.
CONFIGURATIONS = {
    "root": Configuration(EVERY_LAYER, root=True),
    "ordinary user": Configuration(frozenset({"landlock", "seccomp", "namespaces"})),
    "user namespaces forbidden": Configuration(frozenset({"landlock", "seccomp"}), named=True, forbidden=True),
    "landlock only": Configuration(frozenset({"landlock"}), alone=True, named=True),
    "seccomp only": Configuration(frozenset({"seccomp"}), alone=True, named=True),
    "another user only": Configuration(frozenset({"user"}), root=True, alone=True, named=True),
    "namespaces only": Configuration(frozenset({"namespaces"}), alone=True, named=True),
    "neither": Configuration(frozenset(), alone=True),
}


def main(name: str, *only: str, honest: bool = False) -> dict[str, Any]:
    """Run one configuration; what came of it. ``cannot``: why it can't be had on this machine."""
    configuration = CONFIGURATIONS[name]
    cannot = settle(name)
    if cannot:
        return {"cannot": cannot}
    os.environ["NO_COLOR"] = "1"
    os.environ["HOSTILE_SECRET"] = "CANARY-ENVIRON-51ac09"
    os.environ.pop("CI", None)
    zygote = Zygote(LIBRARIES, configuration.without)
    held = {right.name for right in zygote.probe() if right.held}
    layers = sorted(layer for right, layer in LAYERS.items() if right in held)
    found: dict[str, Any] = {"rights": sorted(held), "layers": layers, "run": [], "left_out": [], "problems": {}}
    with sharing(zygote):
        if honest:
            found |= {"elsewhere": graded(ci=""), "in_ci": graded(ci="true")}
        elif set(layers) == configuration.layers:  # else an attack might not be stopped
            for folder in cases():
                if only and folder.name not in only:
                    continue
                attempted = configuration.runs(load(folder))
                found["run" if attempted else "left_out"].append(folder.name)
                if attempted and (wrong := attempt(folder, zygote)):
                    found["problems"][folder.name] = wrong
    zygote.close()
    return found


def settle(name: str) -> str:
    """Become who grades in this configuration; why not, if it can't be."""
    configuration = CONFIGURATIONS[name]
    if os.getuid() != 0:
        return "only root can have cells that are other users" if configuration.root else _forbid(configuration)
    try:
        elsewhere.isolate()
    except OSError as error:
        closed = [str(path) for path in elsewhere.needed() if elsewhere.barred(path) is not None]
        if closed:
            return f"others can't read {', '.join(closed)}, and that can't be changed for this process alone: {error}"
    if not configuration.root:
        try:
            elsewhere.become(elsewhere.ORDINARY + list(CONFIGURATIONS).index(name))
        except OSError as error:
            return f"this root can't become an ordinary user: {error}"
        resource.setrlimit(resource.RLIMIT_NPROC, (MOST_PROCESSES, MOST_PROCESSES))
    os.environ["HOME"] = tempfile.mkdtemp()
    return _forbid(configuration)


def _forbid(configuration: Configuration) -> str:
    if configuration.forbidden:
        elsewhere.forbid_user_namespaces()
    return ""


def attempt(folder: Path, zygote: Zygote) -> list[str]:
    """What is not as the case says."""
    before = below(zygote)
    with tempfile.TemporaryDirectory() as work:
        wrong = problems(folder, Path(work))
    left = left_over(zygote, before)
    return [*wrong, f"processes are left: {sorted(left)}"] if left else wrong


def graded(ci: str) -> list[Any]:
    """The exit code for an honest submission, and what is said of the sandbox, in CI or elsewhere."""
    said = StringIO()
    with tempfile.TemporaryDirectory() as work, redirect_stdout(said), redirect_stderr(said):
        submission = Path(work) / "vault.py"
        submission.write_text(HONEST.read_text("utf-8"), encoding="utf-8")
        os.environ["CI"] = ci
        code = run(["check", "--course", str(COURSE), "--submission", str(submission), "--out", f"{work}/report"])
        del os.environ["CI"]
    lines = [line for line in said.getvalue().splitlines() if "isolated" in line or "sandbox" in line]
    return [code, "\n".join(lines)]


if __name__ == "__main__":
    words = [word for word in sys.argv[1:] if word != "--honest"]
    print(json.dumps(main(*words, honest="--honest" in sys.argv), indent=1))
