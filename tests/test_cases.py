"""Golden tests over the real command: each folder of ``tests/cases`` is a situation, and its name says which.

``case.yaml`` says what is handed in and how the command is called (``Case``, below), ``expected.yaml`` what comes out.
After a change that is meant: ``pytest tests/test_cases.py --record``, then read the difference.

The command runs in this process, with one zygote for all cases; those with ``process: true`` run as a user would run
them.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import msgspec
import pytest
import yaml

from grader.cli.main import run
from grader.result.model import Result, SelfCheck

HERE = Path(__file__).parent
CASES = sorted(path for path in (HERE / "cases").iterdir() if path.is_dir())


class Made(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A file that can't lie in the repository as it is. One of these; ``zip`` maps entry names to their content."""

    text: str = ""
    hex: str = ""
    latin_1: str = ""
    zeros: int = 0
    mode: int = 0
    link: str = ""
    folder: bool = False
    zip: dict[str, str | int] = {}

    def write(self, path: Path) -> None:
        """Make it."""
        path.parent.mkdir(parents=True, exist_ok=True)
        if self.folder:
            path.mkdir()
        elif self.link:
            path.symlink_to(self.link)
        elif self.zip:
            self._pack(path)
        else:
            path.write_bytes(
                self.text.encode() + bytes.fromhex(self.hex) + self.latin_1.encode("latin-1") + bytes(self.zeros)
            )
        if self.mode:
            path.chmod(self.mode)

    def _pack(self, path: Path) -> None:
        """Entries are the text that is given, so many zero bytes, or the files of a folder beside (``{folder}``)."""
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in self.zip.items():
                info = zipfile.ZipInfo(name)
                info.compress_type = zipfile.ZIP_DEFLATED
                with archive.open(info, "w") as entry:
                    if isinstance(content, str):
                        entry.write(content.encode())
                    else:
                        for _ in range(content // 2**20):
                            entry.write(bytes(2**20))


class Case(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A situation. ``submission``: what is handed in, by its path in the work folder; null: the course's exercises/.

    The work folder holds, in ``course``, a copy of a course of tests/courses, then the case's own files, then those of
    ``make``.
    """

    shows: str
    arguments: list[str] = []
    course: str = "small"
    submission: str | None = "submission"
    make: dict[str, Made] = {}
    process: bool = False


def laid_out(folder: Path, case: Case, work: Path) -> list[str]:
    """Make the work folder; the arguments of the command."""
    shutil.copytree(HERE / "courses" / case.course, work / "course")
    shutil.copytree(folder, work, dirs_exist_ok=True)
    for name, made in case.make.items():
        made.write(work / name)
    given = [] if case.submission is None else ["--submission", str(work / case.submission)]
    defaults = ["--course", str(work / "course"), "--out", str(work / "report"), *given]
    return ["check", *defaults, *(argument.replace("{work}", str(work)) for argument in case.arguments)]


def normalised(text: str, work: Path) -> str:
    """Without what differs from machine to machine."""
    text = text.replace(str(work), "<work>")
    return re.sub(r"! Not fully isolated on this machine.*\n", "", text)


def graded(work: Path) -> dict[str, Any] | None:
    """What ``result.json`` says, without times, hashes, versions and evidence; None if there is none."""
    path = work / "report" / "result.json"
    if not path.exists():
        return None
    result = msgspec.json.decode(path.read_bytes(), type=Result)
    topics = {
        topic.id: {
            "score": topic.score,
            "problem": topic.problem,
            "tests": {
                test.id: " ".join([test.outcome.value, f"{test.score}/{test.max_score:g}", test.message]).strip()
                for test in topic.tests
            },
        }
        for topic in result.topics
    }
    return {
        "complete": result.complete,
        "score": result.score,
        "max_score": result.max_score,
        "problem": result.problem,
        "notes": list(result.submission.notes),
        "topics": topics,
        "self_check": None if result.self_check is None else answered(result.self_check),
    }


def answered(check: SelfCheck) -> dict[str, Any]:
    """What came of the ten questions."""
    found = {
        answer.id: f"{sum(point.found for point in answer.points)} of {len(answer.points)} points"
        for answer in check.answers
        if answer.attempted
    }
    return {"score": check.score, "max_score": check.max_score, "problem": check.problem, "answers": found}


@pytest.fixture
def alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same on a laptop and in CI."""
    monkeypatch.delenv("CI", raising=False)
    monkeypatch.setenv("NO_COLOR", "1")


@pytest.mark.usefixtures("warm", "alone")
@pytest.mark.parametrize("folder", CASES, ids=lambda folder: folder.name)
def test_case(folder: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str], request: pytest.FixtureRequest) -> None:
    """What the command shows, writes and ends with, in this situation."""
    case = msgspec.yaml.decode((folder / "case.yaml").read_bytes(), type=Case)
    arguments = laid_out(folder, case, tmp_path)
    if case.process:
        done = subprocess.run([sys.executable, "-m", "grader", *arguments], capture_output=True, text=True, check=False)
        code, out, err = done.returncode, done.stdout, done.stderr
    else:
        code = run(arguments)
        out, err = capfd.readouterr()
    found = {
        "exit_code": code,
        "stdout": normalised(out, tmp_path),
        "stderr": normalised(err, tmp_path),
        "result": graded(tmp_path),
    }
    if request.config.getoption("--record"):
        (folder / "expected.yaml").write_text(_dumped(found), encoding="utf-8")
    expected = yaml.safe_load((folder / "expected.yaml").read_text("utf-8"))
    assert expected == found


def _dumped(found: dict[str, Any]) -> str:
    class Dumper(yaml.SafeDumper):
        """Writes texts of several lines as they are."""

    def text(dumper: yaml.SafeDumper, value: str) -> yaml.Node:
        return dumper.represent_scalar("tag:yaml.org,2002:str", value, style="|" if "\n" in value else None)

    Dumper.add_representer(str, text)
    return yaml.dump(found, Dumper=Dumper, sort_keys=False, allow_unicode=True, width=110)
