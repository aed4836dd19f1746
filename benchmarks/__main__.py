"""``python -m benchmarks [--quick]``: the figures that README.md beside this file shows."""

from __future__ import annotations

import argparse
import hashlib
import itertools
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import msgspec

from benchmarks.measure import Cost, alternate, cost, descendants, median, resident, tree_cpu
from grader.course import Course, load_course, take_submission
from grader.course.submission import Intake
from grader.grading.check import Request, write
from grader.grading.engine import Grader, with_grader
from grader.grading.pool import Pool
from grader.grading.regrade import Regrader

ROOT = Path(__file__).resolve().parents[1]
TOPIC = "circuit_breaker"
REFERENCE = ROOT / "solutions" / TOPIC / f"{TOPIC}.py"
SUITE = ROOT / "solutions" / TOPIC / "hidden" / f"test_{TOPIC}.py"
ONLY_VIRTUAL = (
    "test_lets_no_more_than_the_probes_through",
    "test_has_one_breaker_even_when_first_asked_at_once",
    "test_calls_do_not_wait_for_each_other",
    "test_a_late_failure_does_not_reopen",
    "test_a_late_success_is_no_probe",
    "test_a_late_failure_is_no_probe",
)
"""Tests that hold only where threads take turns in virtual time; the baseline is spared them, the grader is not."""


def main() -> None:
    """Measure, and print a table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks")
    parser.add_argument("--quick", action="store_true", help="fewer rounds and submissions")
    parser.add_argument("--memory", type=int, metavar="N", help="only memory, over so many submissions")
    arguments = parser.parse_args()
    rounds, stream, memory = (3, 12, 60) if arguments.quick else (7, 40, 1000)
    course = load_course(ROOT)
    if arguments.memory:
        flat(course, arguments.memory)
        return
    where = f"{os.cpu_count()} processors, Python {sys.version.split()[0]}"
    print(f"{TOPIC}: the reference, {where}; medians of {rounds} rounds\n")
    plain, cold = (median(costs) for costs in alternate(rounds, plain_pytest, cold_check))
    print(row("plain pytest, a fresh process", plain))
    print(row("grader check, cold, to the report", cold, plain))
    with tempfile.TemporaryDirectory() as out:
        warm = with_grader(course, lambda grader: regrade(grader, course, Path(out), rounds), only=[TOPIC])
    print(row("watch: regrade and report, warm", warm, plain))
    throughput(course, plain_count=max(4, stream // 5), count=stream)
    flat(course, memory)


def plain_pytest(source: Path = REFERENCE) -> None:
    """The same checks in one fresh pytest process, with the settings that make it fastest."""
    command = [sys.executable, "-m", "pytest", "-c", "benchmarks/plain/pytest.ini", "--rootdir=benchmarks/plain"]
    command += [
        "-p",
        "benchmarks.plain.conftest",
        "--tb=no",
        str(SUITE),
        "-k",
        " and ".join(f"not {name}" for name in ONLY_VIRTUAL),
    ]
    environment = {**os.environ, "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1", "STUDENT": str(source)}
    subprocess.run(command, cwd=ROOT, env=environment, check=True, stdout=subprocess.DEVNULL)


def cold_check() -> None:
    """The command, from nothing to ``report.html``."""
    with tempfile.TemporaryDirectory() as out:
        command = [sys.executable, "-m", "grader", "check", TOPIC, "--submission", str(REFERENCE), "--out", out]
        subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)


def regrade(grader: Grader, course: Course, out: Path, rounds: int) -> Cost:
    """From changed bytes to the written report, as ``watch`` does on a save."""
    regrader = Regrader(grader)
    request = Request(course_folder=ROOT, out=out)
    intakes = variants(course)

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


def throughput(course: Course, plain_count: int, count: int) -> None:
    """Submissions a second: one warm pool against plain pytest processes, both on all processors."""
    jobs = os.cpu_count() or 1

    def plain() -> None:
        with ThreadPoolExecutor(jobs) as pool:
            list(pool.map(lambda _: plain_pytest(), range(plain_count)))

    spent = cost(plain)
    slow = Cost(spent.wall / plain_count, spent.cpu / plain_count)
    with Pool(course, jobs, only=[TOPIC]) as pool:
        list(pool.stream(itertools.islice(variants(course), jobs)))
        before, started = tree_cpu(os.getpid()), time.perf_counter()
        scores = [result.score for result in pool.stream(itertools.islice(variants(course), count))]
        fast = Cost((time.perf_counter() - started) / count, (tree_cpu(os.getpid()) - before) / count)
    assert len(set(scores)) == 1, "every variant is right"
    print(f"\na stream of submissions, {jobs} at a time, each:")
    print(row("plain pytest processes", slow))
    print(row("one warm grader", fast, slow))
    print(f"  throughput: {slow.wall / fast.wall:.1f} times plain pytest's; by CPU {slow.cpu / fast.cpu:.1f} times")


def flat(course: Course, count: int) -> None:
    """Memory of the trusted processes while submissions go through."""
    print(f"\nmemory of one trusted worker and of its zygote over {count} submissions (PSS, MiB):")
    with Pool(course, 2, only=[TOPIC]) as pool:
        workers = descendants(os.getpid())
        for number, _ in enumerate(pool.stream(itertools.islice(variants(course), count)), start=1):
            if number in (1, 10, 50, 100, 250, 500, 1000):
                sizes = sorted(resident(pid) for pid in workers if Path(f"/proc/{pid}").exists())
                print(f"  after {number:5}: " + ", ".join(f"{size:.1f}" for size in sizes))


def variants(course: Course) -> Iterator[Intake]:
    """The reference again and again, each time with other bytes, so that nothing known can be reused."""
    intake = take_submission(REFERENCE, course)
    files = intake.topic(TOPIC)
    for number in itertools.count():
        code = REFERENCE.read_bytes() + b"\n# %d\n" % number
        changed = msgspec.structs.replace(files, files={f"{TOPIC}.py": code}, hash=hashlib.sha256(code).hexdigest())
        others = [one for one in intake.topics if one.topic != TOPIC]
        yield msgspec.structs.replace(intake, topics=(changed, *others), hash=changed.hash)


def row(label: str, found: Cost, base: Cost | None = None) -> str:
    """One line: seconds, and the ratio to the base."""
    ratio = f"   {found.wall / base.wall:5.2f} × wall, {found.cpu / base.cpu:5.2f} × CPU" if base else ""
    return f"  {label:36} {found.wall:7.3f} s wall {found.cpu:7.3f} s CPU{ratio}"


if __name__ == "__main__":
    main()
