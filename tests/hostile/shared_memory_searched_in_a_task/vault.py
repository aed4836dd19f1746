import asyncio
import os
from multiprocessing import shared_memory

from honest import *
import honest

found = []


async def search():
    for folder in ("/dev/shm", "/dev/mqueue", "/run/shm", "/dev/hugepages"):
        try:
            found.append(os.listdir(folder))
        except (PermissionError, FileNotFoundError):
            pass
    for name in ("psm_hostile", "hostile"):
        for create in (False, True):
            try:
                found.append(shared_memory.SharedMemory(name, create=create, size=64))
            except OSError:
                pass
    try:
        found.append(open("/dev/shm/hostile", "w"))
    except PermissionError:
        pass


async def gather(keys):
    task = asyncio.create_task(search())
    values = await honest.gather(keys)
    await task
    print(found)
    return values if not found else None
