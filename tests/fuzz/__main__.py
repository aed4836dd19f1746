"""``python -m tests.fuzz``: fuzz a target for so many inputs or so many seconds, and say how it went.

An input that breaks a promise ends the run, is kept, and its place is shown: once the cause is mended, move it to
``tests/fuzz/regressions/TARGET/`` under a name that says what it did, and every run of the tests tries it again.
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from .seeds import seeds

ROOT = Path(__file__).resolve().parents[2]
LIMITS = (
    "-rss_limit_mb=256",  # MiB of memory in all; the libraries are 70 of them
    "-malloc_limit_mb=64",  # MiB in one piece
    "-timeout=60",  # seconds for one input, on a machine that has more to do
    "-max_len=512",  # bytes of one input
    "-reload=0",  # or what a run tries depends on how many seconds it takes: each, seeds are read, and tried, once more
)
SHOWN = 8_000
"""Characters of what is said about an input that breaks a promise."""
AFRESH = ("/bin/sh", "-c", '"$@"; exit $?', "sh")
"""What a process has used at most is kept over an exec (``man getrusage``), so that a large one that starts the fuzzer
would be over its limit for it: the shell forks, and what it forks begins anew.
"""


@dataclass(frozen=True)
class Figures:
    """What a run has come to. ``coverage`` in edges of bytecode, ``memory`` in MiB, ``slowest`` input in seconds."""

    code: int
    runs: int
    rate: int
    coverage: int
    memory: int
    slowest: int
    said: str


def fuzz(target: str, *, runs: int, seconds: int, seed: int, corpus: Path | None, keep: Path) -> Figures:
    """One run. ``corpus`` is added to; without one it begins with the seeds alone. What breaks is put into ``keep``."""
    with tempfile.TemporaryDirectory() as folder:
        begin = Path(folder, "seeds")
        begin.mkdir()
        for number, data in enumerate(seeds(target)):
            (begin / f"{number:04}").write_bytes(data)
        command = [*AFRESH, sys.executable, "-m", "tests.fuzz.engine", target, *LIMITS]
        command += [f"-seed={seed}", f"-runs={runs}"]
        command += [f"-max_total_time={seconds}", "-print_final_stats=1", f"-artifact_prefix={keep}/{target}-"]
        command += [*([str(corpus)] if corpus else []), str(begin)]
        environ = {**os.environ, "PYTHONHASHSEED": "0"}
        ended = subprocess.run(command, cwd=ROOT, env=environ, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    said = ended.stdout.decode("utf-8", "replace")
    return Figures(
        ended.returncode,
        _last(said, r"stat::number_of_executed_units: (\d+)"),
        _last(said, r"stat::average_exec_per_sec: +(\d+)"),
        _last(said, r"\bcov: (\d+)"),
        _last(said, r"stat::peak_rss_mb: +(\d+)"),
        _last(said, r"stat::slowest_unit_time_sec: +(\d+)"),
        said,
    )


def _last(text: str, pattern: str) -> int:
    found = re.findall(pattern, text)
    return int(found[-1]) if found else 0


def main() -> int:
    """From the command line. 0 if all promises were kept."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__.splitlines()[0])
    parser.add_argument("--target", choices=("decoder", "conversation", "services"), default="decoder")
    parser.add_argument("--runs", type=int, default=-1, help="inputs; without an end if neither this nor --seconds")
    parser.add_argument("--seconds", type=int, default=0)
    parser.add_argument("--seed", type=int, default=1, help="the same one finds the same, for the same code")
    parser.add_argument("--corpus", type=Path, help="a folder that what is learned is kept in, for the next run")
    asked = parser.parse_args()
    if asked.corpus:
        asked.corpus.mkdir(parents=True, exist_ok=True)
    keep = asked.corpus or Path(tempfile.gettempdir())
    found = fuzz(asked.target, runs=asked.runs, seconds=asked.seconds, seed=asked.seed, corpus=asked.corpus, keep=keep)
    if found.code:
        print(found.said[found.said.rfind("=== ") :][:SHOWN])  # libFuzzer's and Python's word for what broke
        print(f"a promise was broken; the input lies in {keep} under the name of the target")
    print(
        f"{asked.target}: {found.runs:,} inputs, {found.rate:,} a second, {found.coverage:,} edges covered, "
        f"{found.memory} MiB at the most, {found.slowest + 1} seconds at the most for one"
    )
    return 1 if found.code else 0


if __name__ == "__main__":
    sys.exit(main())
