"""A page over six services, and a change over several that is whole or undone."""

import asyncio
from collections.abc import Callable

import httpx
from fastapi import FastAPI

PARTS = ("auth", "users", "orders", "payments", "notifications", "search")
app = FastAPI()


@app.get("/page")
async def page() -> dict:
    """What each service says; None for one that is down or takes more than a second."""
    async with httpx.AsyncClient(timeout=1) as client:
        answers = await asyncio.gather(*(part(client, name) for name in PARTS))
    return dict(zip(PARTS, answers, strict=True))


async def part(client: httpx.AsyncClient, name: str) -> object:
    """One service's part of the page."""
    try:
        return (await client.get(f"http://{name}.test/")).raise_for_status().json()
    except httpx.HTTPError:
        return None


def saga(steps: list[tuple[Callable[[], None], Callable[[], None]]]) -> bool:
    """Do all of the steps (do, undo); if one fails, undo those that were done, the last one first."""
    done = []
    for do, undo in steps:
        try:
            do()
        except Exception:
            for compensate in reversed(done):
                compensate()
            return False
        done.append(undo)
    return True
