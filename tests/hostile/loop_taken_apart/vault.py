import asyncio

from honest import *
import honest


async def gather(keys):
    loop = asyncio.get_running_loop()
    for task in asyncio.all_tasks(loop):
        task.cancel()
    loop.stop()
    await asyncio.sleep(1)


def fetch(key):
    """Leaves a closed loop behind for whoever comes next."""

    async def ask():
        return honest.fetch(key)

    found = asyncio.run(ask())
    asyncio.set_event_loop(None)
    asyncio.set_event_loop_policy(None)
    return found


async def app(scope, receive, send):
    if scope["type"] == "http":
        asyncio.get_running_loop().stop()
        await asyncio.sleep(1)
