"""A bench for the broker's tests: its clock, what it told its observer, and actions of the AWS JSON protocol."""

from __future__ import annotations

from typing import Any

import httpx
from registry_bench import StillClock, send

from mocks.broker import Broker

QUEUE = "http://broker.test/000000000000/orders.fifo"
DEAD = "http://broker.test/000000000000/orders-dead.fifo"


class BrokerBench:
    """A broker and the requests that one may send it."""

    def __init__(self, seed: int = 0) -> None:
        self.clock = StillClock()
        self.seen: list[tuple[str, str]] = []
        self.broker = Broker(self.clock, observe=lambda lane, value: self.seen.append((lane, value)), seed=seed)
        self._sent = 0

    def act(self, action: str, **fields: Any) -> httpx.Response:
        """Any action, on ``orders.fifo`` unless the fields say otherwise."""
        body = fields if "QueueUrl" in fields else {"QueueUrl": QUEUE, **fields}
        headers = {"X-Amz-Target": f"AmazonSQS.{action}", "Content-Type": "application/x-amz-json-1.0"}
        return send(self.broker.app, "POST", "/", body, headers)

    def post(self, body: str, group: str = "g", unique: str = "") -> dict[str, Any]:
        """Send a message; a new deduplication id each time unless one is given."""
        self._sent += 1
        answer = self.act(
            "SendMessage", MessageBody=body, MessageGroupId=group, MessageDeduplicationId=unique or f"d-{self._sent}"
        )
        assert 200 == answer.status_code
        return answer.json()

    def take(self, most: int = 10, **fields: Any) -> list[dict[str, Any]]:
        """Receive up to so many messages."""
        answer = self.act("ReceiveMessage", MaxNumberOfMessages=most, **fields)
        assert 200 == answer.status_code
        return answer.json().get("Messages", [])

    def bodies(self, most: int = 10, **fields: Any) -> list[str]:
        """Receive, and look at the bodies alone."""
        return [message["Body"] for message in self.take(most, **fields)]

    def error(self, action: str, **fields: Any) -> tuple[int, str, str]:
        """The status of a refusal, its type without the namespace, its name in the query protocol."""
        answer = self.act(action, **fields)
        kind = answer.json()["__type"].partition("#")[2]
        return answer.status_code, kind, answer.headers["x-amzn-query-error"]
