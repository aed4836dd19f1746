"""A call that is safe to repeat, and a consumer of messages."""

import time
import uuid
from collections.abc import Callable

import httpx

QUEUE = "http://broker.test/queues/orders"
worked_on: set[str] = set()


def charge(cents: int) -> dict:
    """Charge once, whatever is lost on the way: three tries with one key."""
    headers = {"Idempotency-Key": str(uuid.uuid4())}
    for pause in (0.5, 1.0, None):
        try:
            return httpx.post("http://pay.test/charges", json={"cents": cents}, headers=headers, timeout=2).json()
        except httpx.TransportError:
            if pause is None:
                raise
            time.sleep(pause)
    raise AssertionError("not reached")


def consume(work: Callable[[str], None]) -> bool:
    """Work on the next message and only then acknowledge it; False if there was none. Each is worked on once."""
    answer = httpx.post(f"{QUEUE}/receive")
    if answer.status_code == 204:
        return False
    message = answer.json()
    if message["id"] not in worked_on:
        work(message["body"])
        worked_on.add(message["id"])
    httpx.delete(f"{QUEUE}/{message['receipt']}").raise_for_status()
    return True
