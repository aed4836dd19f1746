"""Whole results made by hand: half right, complete, untouched, and as large as the full course."""

from __future__ import annotations

import msgspec

from grader.result.model import (
    Answer,
    CourseInfo,
    LedgerLine,
    NextStep,
    Outcome,
    Result,
    Right,
    RubricPoint,
    SelfCheck,
    Submission,
    SubmittedFile,
    Timing,
    TopicResult,
)

from .build import missed, passed, task, topic
from .sample_breaker import RETRIES, breaker
from .sample_discovery import discovery
from .sample_pictures import with_pictures
from .sample_tokens import tokens

HASH = "9f2c4b7e1d8a6035f4be21c97a03d5e86b1f7c24a9d0e35862b7f1c4d9e0a3b5"

ANSWERS = (
    Answer(
        "who_and_what",
        "What is the difference between authentication and authorization?",
        "Authentication finds out who you are, for example with a password.\nAuthorization is what you may do then.",
        True,
        (
            RubricPoint("Authentication verifies **who** somebody is.", True),
            RubricPoint("Authorization decides what they may do.", True),
            RubricPoint("Authentication comes first, since rights need an identity.", False),
        ),
        model_answer="Authentication answers *who are you?*, authorization *what may you do?*",
    ),
    Answer(
        "secrets_in_code",
        "Why should you never hard-code secrets in source code?",
        "Because if you delete it later it is gone but until then others can read it.",
        True,
        (
            RubricPoint("Everybody with access to the repository can read it.", True),
            RubricPoint("It stays in the history for ever.", False),
        ),
        ("Deleting a secret does not remove it: it stays in every earlier commit, so it must be replaced.",),
        "A secret in the source is in every clone, build and log. It has to be *rotated*.",
    ),
    Answer("sidecar", "What is the sidecar proxy pattern in a service mesh?", "", False),
)

RIGHTS = (
    Right("own process", True, "each test runs in a process of its own"),
    Right("files", True, "Landlock, ABI 7: reads the interpreter, the libraries and the submission"),
    Right("system calls", True, "seccomp filter: no sockets, no programs, no tracing"),
    Right("limits", True, "5 s CPU, 512 MiB, 64 KiB of output"),
    Right("namespaces", False, "this kernel does not allow them to an ordinary user"),
)


def result_of(*topics: TopicResult, **more: object) -> Result:
    """A result of these topics, with a ledger that adds up."""
    ledger = tuple(
        LedgerLine(
            one.title,
            one.score,
            one.max_score,
            one.weight,
            sum(test.max_score for test in one.tests if not test.outcome.counts),
        )
        for one in topics
    )
    result = Result(
        complete=all(one.complete for one in topics),
        score=sum(line.points * line.weight for line in ledger),
        max_score=sum(line.out_of * line.weight for line in ledger),
        course=CourseInfo("Security and microservices", "1", HASH[::-1]),
        submission=Submission(
            "jane-doe",
            HASH,
            tuple(SubmittedFile(f"{one.id}/{one.id}.py", HASH, 4096 + 7 * len(one.tests)) for one in topics),
            ("tokens/notes.txt was left out: not a file that the topic names.",),
        ),
        topics=topics,
        ledger=ledger,
        isolation=RIGHTS,
        versions={
            "grader": "0.1.0",
            "python": "3.11.9",
            "pytest": "9.2.0",
            "httpx": "0.28.1",
            "pyjwt": "2.15.1",
        },
        timing=Timing(3.42, {one.id: 1.1 for one in topics}),
    )
    return msgspec.structs.replace(result, **more)


def half_right() -> Result:
    """Three topics half done, two tests without a verdict, the self-check begun."""
    return result_of(
        with_pictures(tokens()),
        breaker(),
        discovery(),
        self_check=SelfCheck(ANSWERS),
        next_step=NextStep(
            "tokens",
            "verify",
            "Verify a token",
            "One test is left here, and you are close: everything but the `audience` is checked already.",
            3.0,
        ),
    )


def complete() -> Result:
    """The same without the topic that lacks verdicts, and fully isolated."""
    return result_of(tokens(), breaker(), isolation=RIGHTS[:4], self_check=SelfCheck(ANSWERS, True, 2.5, 10))


def all_right() -> Result:
    """Everything passed."""
    tests = tuple(passed(f"test_{n}", "only", f"Behaviour number {n} is right.") for n in range(4))
    return result_of(
        topic("tokens", "Tokens", "All done.", (task("only", "The only task", tests),), tests),
        isolation=RIGHTS[:4],
    )


def untouched(topics: int = 3) -> Result:
    """Skeletons, as handed out."""
    made = []
    for number in range(topics):
        tests = tuple(
            missed(f"test_{n}", f"task{n % 4}", f"Behaviour number {n} of this topic is right.", Outcome.NOT_DONE)
            for n in range(20)
        )
        tasks = tuple(task(f"task{n}", f"Task {n + 1}", tests, why="It matters.", hints_total=3) for n in range(4))
        made.append(topic(f"topic{number}", f"Topic {number + 1}", "What you will have built.", tasks, tests))
    step = NextStep("topic0", "task0", "Task 1", "Start here: read the lesson, then open `topic0.py`.", 5)
    return result_of(*made, next_step=step, isolation=RIGHTS[:4])


def full_course(topics: int = 14, tests: int = 20, *, failing: int = 10) -> Result:
    """A course of this size, of whose tests ``failing`` a topic fail with a full drawing, an excerpt and output."""
    made = []
    for number in range(topics):
        outcomes = tuple(
            msgspec.structs.replace(
                RETRIES,
                id=f"test_{n}",
                task=f"task{n % 4}",
                cause=f"reason {n}",
                output="a line that was printed\n" * 40,
            )
            if n < failing
            else passed(
                f"test_{n}",
                f"task{n % 4}",
                f"Behaviour number {n} of this topic is as the lesson says.",
                1,
                evidence=RETRIES.evidence,
            )
            for n in range(tests)
        )
        tasks = tuple(
            task(
                f"task{n}",
                f"Task number {n + 1}",
                outcomes,
                why="It matters, as this sentence says.",
                hints=("A nudge.",),
                hints_total=3,
            )
            for n in range(4)
        )
        made.append(topic(f"topic{number}", f"Topic number {number + 1}", "What you will have built.", tasks, outcomes))
    return result_of(*made, self_check=SelfCheck(ANSWERS * 3 + ANSWERS[:1]))
