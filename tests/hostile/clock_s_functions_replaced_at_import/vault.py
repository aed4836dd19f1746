import asyncio
import time
from types import SimpleNamespace

from honest import *
import honest

passed = 0.0


def sleep(seconds):
    global passed
    passed += seconds


async def sleep_async(seconds, result=None):
    sleep(seconds)
    return result


honest.time = SimpleNamespace(sleep=sleep, monotonic=lambda: passed)
time.sleep = sleep
time.perf_counter = time.time = lambda: passed
asyncio.sleep = asyncio.tasks.sleep = sleep_async
