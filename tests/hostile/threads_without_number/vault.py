"""A function is right only if it was refused before there were a thousand, and if the others can still be joined."""

import _thread
import concurrent.futures
import ctypes
import threading
import time

import honest
from honest import *

MOST = 1000
begun = []


def double(number):
    started = []
    try:
        while len(started) < MOST:
            started.append(threading.Thread(target=time.sleep, args=(1,)))
            started[-1].start()
    except RuntimeError:
        started.pop()
    for thread in started:
        thread.join()
    return number * 2 if 10 < len(started) < MOST else None


def fetch(key):
    """Threads that Python knows nothing of: they wait for a signal, for good."""
    if not begun:
        kept = bytes(16 << 20)  # for later: they leave no memory for the answer
        libc, number = ctypes.CDLL(None), ctypes.c_ulong()
        while len(begun) < MOST and libc.pthread_create(ctypes.byref(number), None, libc.pause, None) == 0:
            begun.append(number.value)
        del kept
    return honest.fetch(key) if len(begun) < MOST else None


def patient(key):
    """Threads that ``threading`` knows nothing of."""
    lock = _thread.allocate_lock()
    waiting = []
    with lock:
        try:
            while len(waiting) < MOST:
                waiting.append(_thread.start_new_thread(lock.acquire, ()))
        except RuntimeError:
            pass
    return honest.patient(key) if 10 < len(waiting) < MOST else None


def withdraw(balance, amount):
    with concurrent.futures.ThreadPoolExecutor(MOST) as pool:
        futures = []
        try:
            while len(futures) < MOST:
                futures.append(pool.submit(time.sleep, 1))
        except RuntimeError:
            pass
    return honest.withdraw(balance, amount) if len(futures) < MOST else None


honest.double = double
