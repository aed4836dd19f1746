import asyncio

import httpx
from honest import *


def visit(items, look):
    while True:
        try:
            look("x" * 250_000)
        except TypeError:  # one can't be added to it, and it has been kept all the same
            pass


def fetch(key):
    with httpx.Client() as client:
        while True:
            client.post("https://vault.test/items/x", content=bytes(150_000))


async def gather(keys):
    async with httpx.AsyncClient() as client:
        while True:
            asked = (client.put("https://nowhere.test/", content=bytes(150_000)) for _ in range(10))
            await asyncio.gather(*asked, return_exceptions=True)
