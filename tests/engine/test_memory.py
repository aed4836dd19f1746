"""A cell whose memory has run out says so, however little is left to say it in."""

from __future__ import annotations

from typing import Any

import pytest

CODE = """
    import asyncio, mmap, threading, time

    hoard = []

    def large():
        while True: hoard.append(bytearray(1 << 20))
    def small():
        while True: hoard.append(str(len(hoard)))
    def repeats(): return ["x" * (1 << 24)] * 20
    def asks_much(look): return look(repeats())
    def chained():
        try: small()
        except MemoryError as error: raise ValueError("no room") from error
    async def awaited():
        await asyncio.sleep(0)
        small()
    def starts_a_thread(pieces_left):
        hoard, crumbs = [], []
        try:
            while True: hoard.append(bytes(1 << 15))
        except MemoryError:
            for _ in range(pieces_left): hoard.pop()
        thread = threading.Thread(target=int)
        try:
            while True: crumbs.append(object())
        except MemoryError: crumbs.clear()
        thread.start()
        thread.join()
    def starts_a_thread_beside_a_hole(pages_left):
        bytes(16 << 20)  # from here on the C library keeps pieces of up to that size, also when they are free
        hole, behind = bytes(8 << 20), bytes(1 << 16)
        del hole
        hoard = []
        try:
            while True: hoard.append(mmap.mmap(-1, 4096))
        except OSError:
            for _ in range(pages_left): hoard.pop().close()
        thread = threading.Thread(target=int)
        thread.start()
        thread.join()
    def joins_those_that_began():
        began = []
        try:
            while True:
                began.append(threading.Thread(target=time.sleep, args=(1,)))
                began[-1].start()
        except RuntimeError: began.pop()
        for thread in began: thread.join()
        return len(began)
    def allocates_beside_threads(count, mib):
        def work():
            kept = [bytes(5000) for _ in range(10)]
            time.sleep(len(kept))
        threads = [threading.Thread(target=work) for _ in range(count)]
        for thread in threads: thread.start()
        return len(bytes(mib << 20))
    def fills_and_fails(items):
        items.extend(object() for _ in iter(int, 1))
"""


@pytest.mark.linux
@pytest.mark.parametrize("function", ["large", "small", "awaited"])
def test_memory_that_has_run_out_is_told(begin: Any, function: str) -> None:
    """By large pieces, which leave some room, and by small ones, which leave none."""
    student = begin(CODE, memory_mib=48, wall_seconds=60, cpu_seconds=60).student
    with student.raises("MemoryError"):
        getattr(student, function)()


@pytest.mark.linux
def test_a_value_that_takes_more_memory_to_send_is_told(begin: Any) -> None:
    """It fits into the memory as it is, and not as it would have to be sent: as an answer, and as a question."""
    student = begin(CODE, memory_mib=48, wall_seconds=60, cpu_seconds=60).student
    with student.raises("MemoryError"):
        student.repeats()
    with student.raises("MemoryError"):
        student.asks_much(lambda _: None)


@pytest.mark.linux
def test_an_error_for_want_of_memory_is_told(begin: Any) -> None:
    """One of the student's own, when there is no room for it either."""
    student = begin(CODE, memory_mib=48, wall_seconds=60, cpu_seconds=60).student
    with student.raises("ValueError", "MemoryError"):
        student.chained()


@pytest.mark.linux
def test_memory_that_an_argument_took_is_told(begin: Any) -> None:
    """The list that came in has grown until nothing was left."""
    student = begin(CODE, memory_mib=48, wall_seconds=60, cpu_seconds=60).student
    with student.raises("MemoryError"):
        student.fills_and_fails([])


@pytest.mark.linux
def test_a_thread_that_there_is_no_room_for_is_refused(begin: Any) -> None:
    """Whatever little is left: none begins, runs out of memory and leaves whoever waits for it waiting."""
    for left in range(32, 48, 2):
        student = begin(CODE, memory_mib=48, wall_seconds=60, cpu_seconds=60).student
        with student.raises("RuntimeError"):
            student.starts_a_thread(left)


@pytest.mark.linux
def test_what_the_c_library_keeps_is_no_room_for_a_thread(begin: Any) -> None:
    """Its stack is taken from the system: a hole in the heap is of no use to it."""
    for left in range(130, 170, 8):
        student = begin(CODE, memory_mib=48, wall_seconds=60, cpu_seconds=60).student
        with student.raises("RuntimeError"):
            student.starts_a_thread_beside_a_hole(left)


@pytest.mark.linux
def test_a_refused_thread_is_waited_for_by_nobody(begin: Any) -> None:
    """Those that have begun go on."""
    assert begin(CODE, memory_mib=48).student.joins_those_that_began() in range(10, 100)


@pytest.mark.linux
def test_threads_leave_the_memory_to_values(begin: Any) -> None:
    """Of 256 MiB, some 20 threads take no more than their stacks."""
    assert 200 << 20 == begin(CODE, memory_mib=256).student.allocates_beside_threads(20, 200)
