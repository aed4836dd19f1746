import httpx
from honest import *


def leave(_):
    raise SystemExit("out of a hook")


async def leave_later(_):
    raise KeyboardInterrupt("out of a hook")


class Leaving(httpx.Auth):
    def auth_flow(self, request):
        yield request
        raise GeneratorExit("out of the authentication")


def fetch(key):
    with httpx.Client(event_hooks={"request": [], "response": [leave]}) as client:
        return client.get(f"https://vault.test/items/{key}").json()["value"]


async def gather(keys):
    async with httpx.AsyncClient(event_hooks={"request": [leave_later]}) as client:
        return [(await client.get(f"https://vault.test/items/{key}")).json()["value"] for key in keys]


def patient(key):
    return httpx.get(f"https://vault.test/items/{key}", auth=Leaving()).json()["value"]


def visit(items, look):
    def one(item):
        try:
            return look(item)
        finally:
            if item == items[-1]:
                raise SystemExit(0)

    return [one(item) for item in items]
