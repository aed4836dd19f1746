"""What ``python -m tests.faults`` does: a table of many faults. True if every result came out as it should."""

from __future__ import annotations

import itertools
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import msgspec

from grader.course import load_course
from grader.grading.engine import Grader
from grader.grading.run import JOURNAL
from grader.grading.start import warm_grader
from grader.result.journal import Journal
from grader.result.journal_key import journal_key
from grader.result.model import Result
from grader.submission import take_submission

from .doomed import FREEZE, KINDS
from .kills import Length, Resume, Scene, Struck, length_of, moments, strike, timeless
from .regrades import FRESH, WRONG, differences, processors, regrades
from .submissions import ROOT, SMALL, half_of, half_of_small

MOST_TOLD = 5
"""Differences between two results that are shown."""


def kills(place: Path, topic: str | None, seed: int, count: int) -> bool:
    """Kill a process at so many moments."""
    return _strikes(place, topic, seed, count, KINDS)


def freezes(place: Path, seed: int, count: int) -> bool:
    """Let all processes stand still, at so many moments of a run, for longer than a test may take."""
    return _strikes(place, None, seed, count, (FREEZE,))


def _strikes(place: Path, topic: str | None, seed: int, count: int, kinds: Sequence[str]) -> bool:
    root, name = (ROOT, topic) if topic else (SMALL, "parcel")
    submission = place / f"{name}.py"
    submission.write_text(half_of(topic) if topic else half_of_small(), "utf-8")
    arguments = (name, "--course", str(root), "--submission", str(submission))
    course = load_course(root)
    intake = take_submission(submission, course)

    def body(grader: Grader) -> bool:
        def resume(out: Path) -> tuple[Result, int]:
            heard: list[str] = []
            journal = Journal(out / JOURNAL, journal_key().secret)
            result = grader.grade(intake, journal=journal, on_result=lambda _, test: heard.append(test.id))
            return timeless(result), len(heard)

        (place / "undisturbed").mkdir()
        scene = Scene(arguments, *resume(place / "undisturbed"))
        length = length_of(arguments, place / "length")
        result = scene.undisturbed
        print(f"{name}: {scene.tests} tests, {result.score:g} of {result.max_score:g} points; {length}; seed {seed}")
        return _table(scene, length, place, list(moments(seed, count, length, kinds)), resume)

    with warm_grader(course, only=[name]) as grader:
        return body(grader)


def _table(scene: Scene, length: Length, place: Path, plan: list[tuple[str, int]], resume: Resume) -> bool:
    print(f"{'':>4} {'struck':8} {'moment':>10} {'of all':>7} {'exit':>5} {'known':>6} {'again':>6}  same result")
    tally: Counter[tuple[str, str]] = Counter()
    began = time.monotonic()
    for number, (kind, moment) in enumerate(plan, start=1):
        struck = strike(scene, place / f"kill-{number}", kind, moment, resume)
        tally[kind, _verdict(struck)] += 1
        when = f"{number:4} {kind:8} {moment:10} {moment / length.graded:7.1%}"
        print(f"{when} {struck.code:5} {struck.known:6} {struck.again:6}  {_verdict(struck)}", flush=True)
    print()
    for (kind, verdict), times in sorted(tally.items()):
        print(f"{times:4} × {kind}: {verdict}")
    print(f"{time.monotonic() - began:.0f} s")
    return all(verdict.startswith("yes") for _, verdict in tally)


def _verdict(struck: Struck) -> str:
    if not struck.same:
        return "NO"
    if not struck.honest:
        return "yes, but said what is NOT SO meanwhile"
    return "yes" if struck.told.startswith("struck") else "yes (it was over before)"


def regrade(place: Path, topic: str | None, count: int, burners: int) -> bool:
    """Grade the same submissions so often, on all processors."""
    topics, jobs = [topic] if topic else sorted(WRONG), processors()
    print(
        f"{', '.join(topics)}: {count} regrades by {jobs} workers beside {burners} burning, new ones after each {FRESH}"
    )
    first: dict[str, Result] = {}
    tally: Counter[tuple[str, float, str]] = Counter()
    seconds: Counter[str] = Counter()
    began = time.monotonic()
    for number, (name, result, took) in enumerate(regrades(topics, place, count, jobs, burners), start=1):
        known = first.setdefault(name, result)
        same = msgspec.json.encode(known) == msgspec.json.encode(result)
        tally[name, known.score, "the same to the byte" if same else "NOT THE SAME"] += 1
        seconds[name] += took
        for difference in itertools.islice(differences(known, result), MOST_TOLD):
            print(f"  {number:4} {name}: {difference[:400]}")
        if number % FRESH == 0:
            print(f"  {number} done in {time.monotonic() - began:.0f} s", flush=True)
    for (name, score, verdict), times in sorted(tally.items()):
        mean = seconds[name] / sum(found for key, found in tally.items() if key[0] == name)
        print(f"{times:4} × {name}: {score:g} of {first[name].max_score:g} points, {verdict}; {mean:.1f} s each")
    print(f"{time.monotonic() - began:.0f} s")
    return all(verdict == "the same to the byte" for _, _, verdict in tally)
