"""A small course in a folder of its own, and the commands run in it."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from grader.cli.main import cli

SKELETON = "def verify(token):\n    raise NotImplementedError  # TODO(expiry)\n"

FILES = {
    "exercises/course.yaml": """\
        title: A small course
        version: "1"
        topics: [{id: tokens_small, weight: 1}, {id: breaker_small, weight: 1}]
        """,
    "exercises/tokens_small/topic.yaml": """\
        title: Tokens
        summary: Tokens that expire.
        tasks:
          - {id: expiry, title: Expiry, points: 3, hints: [look at exp, compare it with the clock, refuse it]}
          - {id: issue, title: Issue, points: 2.5, hints: [begin with the claims]}
        """,
    "exercises/breaker_small/topic.yaml": """\
        title: Breaker
        summary: A breaker.
        tasks:
          - {id: open, title: Open, points: 4}
        """,
    "exercises/self_check.yaml": """\
        # write below each answer
        questions:
          - id: one
            topic: tokens_small
            question: Why do tokens expire?
            answer: ""
          - id: two
            topic: breaker_small
            question: What does an open breaker do?
            answer: ""
        """,
    "solutions/self_check.yaml": """\
        questions:
          - id: one
            topic: tokens_small
            question: Why do tokens expire?
            model_answer: Because a stolen one is then of use for a short time only.
            points:
              - {text: A theft matters less., any: [stolen short]}
              - {text: Rights can change., any: [rights change]}
            misconceptions:
              - {text: Expiry does not save memory., any: [save memory]}
          - id: two
            topic: breaker_small
            question: What does an open breaker do?
            model_answer: It refuses every call at once.
            points: [{text: It refuses., any: [refuse]}]
        """,
}


def lay_out(folder: Path) -> None:
    """Write the small course there."""
    import textwrap

    for name, text in FILES.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(textwrap.dedent(text), encoding="utf-8")
    for topic in ("tokens_small", "breaker_small"):
        (folder / "exercises" / topic / f"{topic}.py").write_text(SKELETON, encoding="utf-8")
        (folder / "solutions" / topic).mkdir(parents=True)
        kept = folder / "exercises" / ".skeletons" / f"{topic}.py"
        kept.parent.mkdir(exist_ok=True)
        kept.write_text(SKELETON, encoding="utf-8")


@pytest.fixture
def course(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of the small course, which is the current one."""
    folder = tmp_path / "course"
    lay_out(folder)
    monkeypatch.chdir(folder)
    monkeypatch.setenv("COLUMNS", "100")
    return folder


@pytest.fixture
def run() -> Callable[..., Result]:
    """Run a command as it is run in a terminal, without the last step: the exit code is the return value."""

    def run(*arguments: str, input: str = "") -> Result:
        return CliRunner().invoke(cli, list(arguments), input=input, standalone_mode=False)

    return run
