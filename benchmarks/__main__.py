"""``python -m benchmarks [--quick]``: the figures that README.md beside this file shows."""

from __future__ import annotations

import argparse
import itertools
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from unittest import mock

from benchmarks.failing import submissions
from benchmarks.fewer import fewer
from benchmarks.measure import Cost, alternate, cost, descendants, median, resident, tree_cpu
from benchmarks.stream import stream, variants
from grader.course import Course, load_course
from grader.grading.canaries import Canaries
from grader.grading.engine import Grader
from grader.grading.pool import Pool
from grader.grading.regrade import Regrader
from grader.grading.run import Request, write
from grader.grading.start import warm_grader

ROOT = Path(__file__).resolve().parents[1]
TOPIC = "circuit_breaker"
REFERENCE = ROOT / "solutions" / TOPIC / f"{TOPIC}.py"
SUITE = ROOT / "solutions" / TOPIC / "hidden"
EVERY = 3
"""One hidden test in so many is what a lean suite would have."""
LAYERS = ("landlock", "seccomp", "user", "namespaces")
ONLY_VIRTUAL = (
    "test_lets_no_more_than_the_probes_through",
    "test_has_one_breaker_even_when_first_asked_at_once",
    "test_calls_do_not_wait_for_each_other",
    "test_a_late_success_is_no_probe",
    "test_a_late_failure_is_no_probe",
)
"""Tests that hold only where threads take turns in virtual time; the baseline is spared them, the grader is not."""


def main() -> None:
    """Measure, and print a table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks")
    parser.add_argument("--quick", action="store_true", help="fewer rounds and submissions")
    parser.add_argument("--memory", type=int, metavar="N", help="only memory, over so many submissions")
    parser.add_argument("--against", type=Path, metavar="FOLDER", help="only the stream, and that of another checkout")
    parser.add_argument("--failing", action="store_true", help="only what fails beside what passes")
    parser.add_argument("--gate", action="store_true", help="only the author's gate")
    arguments = parser.parse_args()
    rounds, count, memory = (3, 12, 60) if arguments.quick else (7, 40, 1000)
    course = load_course(ROOT)
    if arguments.memory:
        flat(course, arguments.memory)
    elif arguments.against:
        against(course, arguments.against.resolve(), rounds, count)
    elif arguments.failing:
        failing(course, rounds)
    elif arguments.gate:
        gate(course)
    else:
        everything(course, rounds, count, memory)


def everything(course: Course, rounds: int, count: int, memory: int) -> None:
    """All tables, one after the other."""
    where = f"{os.cpu_count()} processors, Python {sys.version.split()[0]}"
    print(f"{TOPIC}: the reference, {where}; medians of {rounds} rounds\n")
    plain, cold = (median(costs) for costs in alternate(rounds, plain_pytest, cold_check))
    print(row("plain pytest, a fresh process", plain))
    print(row("grader check, cold, to the report", cold, plain))
    with tempfile.TemporaryDirectory() as out, warm_grader(course, only=[TOPIC]) as grader:
        warm = regrade(grader, course, REFERENCE.read_bytes(), Path(out), rounds)
    print(row("watch: regrade and report, warm", warm, plain))
    price(course, rounds)
    print(f"\na stream of submissions, {os.cpu_count()} at a time, each:")
    throughput(course, SUITE, plain_count=max(4, count // 5), count=count)
    with tempfile.TemporaryDirectory() as folder:
        suite = fewer(ROOT, TOPIC, EVERY, Path(folder))
        print(f"\nthe same, with one in {EVERY} of the hidden tests:")
        throughput(load_course(Path(folder)), suite, plain_count=max(4, count // 5), count=count)
    failing(course, rounds)
    gate(course)
    flat(course, memory)


def plain_pytest(suite: Path = SUITE) -> None:
    """The same checks in one fresh pytest process, with the settings that make it fastest."""
    command = [sys.executable, "-m", "pytest", "-c", "benchmarks/plain/pytest.ini", "--rootdir=benchmarks/plain"]
    command += [
        "-p",
        "benchmarks.plain.conftest",
        "--tb=no",
        *map(str, sorted(suite.glob("test_*.py"))),
        "-k",
        " and ".join(f"not {name}" for name in ONLY_VIRTUAL),
    ]
    environment = {**os.environ, "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1", "STUDENT": str(REFERENCE)}
    subprocess.run(command, cwd=ROOT, env=environment, check=True, stdout=subprocess.DEVNULL)


def cold_check() -> None:
    """The command, from nothing to ``report.html``."""
    with tempfile.TemporaryDirectory() as out:
        command = [sys.executable, "-m", "grader", "check", TOPIC, "--submission", str(REFERENCE), "--out", out]
        subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)


def regrade(grader: Grader, course: Course, source: bytes, out: Path, rounds: int, topic: str = TOPIC) -> Cost:
    """From changed bytes to the written report, as ``watch`` does on a save."""
    regrader = Regrader(grader)
    request = Request(course_folder=ROOT, out=out)
    intakes = variants(course, topic, source)

    def save() -> None:
        intake = next(intakes)
        write(regrader.grade(intake), request, course, intake)

    costs = []
    for number in range(rounds + 1):
        before = tree_cpu(os.getpid())
        wall = cost(save).wall
        if number:
            costs.append(Cost(wall, tree_cpu(os.getpid()) - before))
    return median(costs)


def price(course: Course, rounds: int) -> None:
    """What the layers of the sandbox and the canary tests cost: a regrade with all of them and with none, in turns."""
    found: dict[bool, list[Cost]] = {True: [], False: []}
    with tempfile.TemporaryDirectory() as folder:
        for guarded in (True, False) * 3:
            layers = () if guarded else LAYERS
            with ExitStack() as stack:
                if not guarded:
                    stack.enter_context(mock.patch.object(Canaries, "must_pass"))
                    stack.enter_context(mock.patch.object(Canaries, "must_fail"))
                grader = stack.enter_context(warm_grader(course, only=[TOPIC], without=layers))
                found[guarded].append(regrade(grader, course, REFERENCE.read_bytes(), Path(folder), rounds))
    with_all, with_none = median(found[True]), median(found[False])
    print(row("  the same, no layer of rights, no canary", with_none, with_all))


def throughput(course: Course, suite: Path, plain_count: int, count: int) -> None:
    """Submissions a second: one warm pool against plain pytest processes, both on all processors."""
    jobs = os.cpu_count() or 1

    def plain() -> None:
        with ThreadPoolExecutor(jobs) as pool:
            list(pool.map(lambda _: plain_pytest(suite), range(plain_count)))

    spent = cost(plain)
    slow = Cost(spent.wall / plain_count, spent.cpu / plain_count)
    fast = stream(course, variants(course, TOPIC, REFERENCE.read_bytes()), TOPIC, count)
    print(row("plain pytest processes", slow))
    print(row("one warm grader", fast, slow))
    print(f"  throughput: {slow.wall / fast.wall:.1f} times plain pytest's; by CPU {slow.cpu / fast.cpu:.1f} times")


def against(course: Course, folder: Path, rounds: int, count: int) -> None:
    """The stream through this checkout's grader and through another's, in turns, for what passes and what fails."""
    with warm_grader(course, only=[TOPIC]) as grader:
        made = submissions(course, TOPIC, score_of(grader, course))
    for what, source in made.items():
        costs: dict[Path, list[Cost]] = {ROOT: [], folder: []}
        with tempfile.NamedTemporaryFile(suffix=".py") as file:
            file.write(source)
            file.flush()
            for _ in range(rounds):
                for root, found in costs.items():
                    command = [sys.executable, "-m", "benchmarks.stream", str(root), str(count), TOPIC, file.name]
                    said = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout
                    found.append(Cost(*map(float, said.split())))
        other = median(costs[folder])
        print(f"a stream of {TOPIC}, each: {what}")
        print(row(str(folder), other))
        print(row("this checkout", median(costs[ROOT]), other))


def failing(course: Course, rounds: int) -> None:
    """A regrade of full marks, of about half of them and of an untouched skeleton, for each topic."""
    print("\nwatch, warm: what fails beside what passes:")
    for topic in course.topics:
        with tempfile.TemporaryDirectory() as out, warm_grader(course, only=[topic.id]) as grader:
            _failing(grader, course, topic.id, Path(out), rounds)


def _failing(grader: Grader, course: Course, topic: str, out: Path, rounds: int) -> None:
    score, base = score_of(grader, course, topic), None
    for what, source in submissions(course, topic, score).items():
        found = regrade(grader, course, source, out, rounds, topic)
        print(row(f"{topic}: {what}, {score(source):g}", found, base))
        base = base or found


def score_of(grader: Grader, course: Course, topic: str = TOPIC) -> Callable[[bytes], float]:
    """What a source gets in a topic, in its points."""
    (one,) = (one for one in course.topics if one.id == topic)
    return lambda source: grader.grade_topic(next(variants(course, topic, source)), one).score


def gate(course: Course) -> None:
    """``grader verify`` of each topic, in a process of its own, whatever it finds."""
    print("\nthe author's gate:")
    for topic in course.topics:
        command = [sys.executable, "-m", "grader", "verify", topic.id]
        spent = cost(partial(subprocess.run, command, cwd=ROOT, check=False, stdout=subprocess.DEVNULL))
        print(row(topic.id, spent))


def flat(course: Course, count: int) -> None:
    """Memory of the trusted processes while submissions go through."""
    print(f"\nmemory of one trusted worker and of its zygote over {count} submissions (PSS, MiB):")
    intakes = variants(course, TOPIC, REFERENCE.read_bytes())
    with Pool(course, 2, only=[TOPIC]) as pool:
        workers = descendants(os.getpid())
        for number, _ in enumerate(pool.stream(itertools.islice(intakes, count)), start=1):
            if number in (1, 10, 50, 100, 250, 500, 1000):
                sizes = sorted(resident(pid) for pid in workers if Path(f"/proc/{pid}").exists())
                print(f"  after {number:5}: " + ", ".join(f"{size:.1f}" for size in sizes))


def row(label: str, found: Cost, base: Cost | None = None) -> str:
    """One line: seconds, and the ratio to the base."""
    ratio = f"   {found.wall / base.wall:5.2f} × wall, {found.cpu / base.cpu:5.2f} × CPU" if base else ""
    return f"  {label:46} {found.wall:7.3f} s wall {found.cpu:7.3f} s CPU{ratio}"


if __name__ == "__main__":
    main()
