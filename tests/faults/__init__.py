"""Faults of the grader's own world: processes that are killed, a full disk, a clock that jumps, a machine under load.

Each must leave every verdict as it would have been, or none. The tests take a few seeded moments; by hand, for more::

    python -m tests.faults --kills 200 --seed 1
    python -m tests.faults --freezes 20
    python -m tests.faults --regrades 300
"""
