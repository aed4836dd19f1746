"""The broker's HTTP API: the part of Amazon SQS's that producers and consumers need, in SQS's own words.

Every action is ``POST /`` with ``X-Amz-Target: AmazonSQS.<Action>`` and a JSON object, as in
https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/ (AWS JSON protocol 1.0). What differs from
SQS: FIFO queues only, no signatures, no message attributes, no batches, no retention period, any Content-Type.
Nothing here waits but on the clock, so a test can drive the endpoint without an event loop.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Awaitable, Callable
from functools import cache
from typing import Annotated, Any

from fastapi import APIRouter, Depends, FastAPI, Header, Request, Response
from fastapi.responses import JSONResponse

from mocks.broker import fields
from mocks.broker.errors import (
    JSON,
    SqsError,
    bad_handle,
    expired_handle,
    invalid,
    malformed,
    missing,
    no_such_queue,
    not_in_flight,
    queue_exists,
    unknown_action,
)
from mocks.broker.fields import Fields
from mocks.broker.queue import ExpiredHandleError, Message, NotInFlightError, Queue, UnknownHandleError
from mocks.broker.state import Queues
from mocks.service import bound

LONGEST_VISIBILITY = 43_200
"""Seconds: 12 hours."""
LONGEST_WAIT = 20
GLANCE = 0.5
"""Seconds after which a waiting receive looks again."""

Ours = Annotated[Queues, Depends(bound)]
Target = Annotated[str, Header(alias="X-Amz-Target", examples=["AmazonSQS.ReceiveMessage"])]

_router = APIRouter()


@cache
def routes() -> FastAPI:
    """Make the app, once: it holds no state, each request brings its queues (``mocks.service.Bound``)."""
    app = FastAPI(title="Message broker", description="A small SQS with FIFO queues: `POST /` for every action.")
    app.include_router(_router)
    return app


@_router.post("/", summary="An action: its name in X-Amz-Target, its parameters as JSON")
async def _act(queues: Ours, request: Request, x_amz_target: Target = "") -> Response:
    """Actions: CreateQueue, GetQueueUrl, ListQueues, GetQueueAttributes, SendMessage, ReceiveMessage,
    DeleteMessage, ChangeMessageVisibility.
    """
    service, _, action = x_amz_target.partition(".")
    try:
        if service != "AmazonSQS" or action not in _ACTIONS:
            raise unknown_action(x_amz_target)
        found = await _ACTIONS[action](queues, fields.parse(await request.body()))
    except SqsError as error:
        return error.answer()
    # An action without a result answers with an empty body, not with {}.
    return Response(media_type=JSON) if found is None else JSONResponse(found, media_type=JSON)


# ---------------------------------------------------------------------- queues


async def _create_queue(queues: Queues, asked: Fields) -> dict[str, Any]:
    name = fields.queue_name(asked)
    attributes = asked.get("Attributes") or {}
    if not isinstance(attributes, dict):
        raise malformed()
    visibility = _visibility_attribute(attributes)
    target, most = _redrive_policy(queues, attributes)
    known = queues.find(name)
    if known is not None and (known.visibility, known.dead_letters, known.max_receives) != (visibility, target, most):
        raise queue_exists(name)
    if known is None:
        queues.create(name, visibility, target, most)
    return {"QueueUrl": queues.url(name)}


async def _get_queue_url(queues: Queues, asked: Fields) -> dict[str, Any]:
    name = fields.text(asked, "QueueName")
    if queues.find(name) is None:
        raise no_such_queue()
    return {"QueueUrl": queues.url(name)}


async def _list_queues(queues: Queues, asked: Fields) -> dict[str, Any]:
    prefix = fields.text(asked, "QueueNamePrefix", "")
    urls = [queues.url(name) for name in queues.names if name.startswith(prefix)]
    return {"QueueUrls": urls} if urls else {}


async def _get_queue_attributes(queues: Queues, asked: Fields) -> dict[str, Any]:
    queue = _queue(queues, asked)
    visible, in_flight = queue.count()
    known = {
        "ApproximateNumberOfMessages": str(visible),
        "ApproximateNumberOfMessagesNotVisible": str(in_flight),
        "FifoQueue": "true",
        "QueueArn": queues.arn(queue.name),
        "VisibilityTimeout": f"{queue.visibility:.0f}",
    }
    if queue.dead_letters is not None:
        policy = {"deadLetterTargetArn": queues.arn(queue.dead_letters.name), "maxReceiveCount": queue.max_receives}
        known["RedrivePolicy"] = json.dumps(policy, separators=(",", ":"))
    found = _only(known, asked.get("AttributeNames"))
    return {"Attributes": found} if found else {}


# ---------------------------------------------------------------------- messages


async def _send_message(queues: Queues, asked: Fields) -> dict[str, Any]:
    queue, body = _queue(queues, asked), fields.message_body(asked)
    group = fields.identifier(asked, "MessageGroupId")
    if asked.get("MessageDeduplicationId") is None:
        raise invalid(
            "The queue should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided"
            " explicitly"
        )
    sent = queue.send(body, group, fields.identifier(asked, "MessageDeduplicationId"))
    return {
        "MD5OfMessageBody": _md5(body),
        "MessageId": sent.message_id,
        "SequenceNumber": f"{sent.sequence:020}",
    }


async def _receive_message(queues: Queues, asked: Fields) -> dict[str, Any]:
    queue = _queue(queues, asked)
    most = fields.number(asked, "MaxNumberOfMessages", 1, 1, 10) or 1
    visibility = fields.number(asked, "VisibilityTimeout", None, 0, LONGEST_VISIBILITY)
    end = queue.clock.time() + (fields.number(asked, "WaitTimeSeconds", 0, 0, LONGEST_WAIT) or 0)
    names = asked.get("MessageSystemAttributeNames") or asked.get("AttributeNames")
    while not (found := queue.receive(most, visibility)) and (now := queue.clock.time()) < end:
        await queue.clock.sleep(min(GLANCE, end - now))
    # An empty queue answers {}, without "Messages".
    return {"Messages": [_show(message, names) for message in found]} if found else {}


async def _delete_message(queues: Queues, asked: Fields) -> None:
    queue, handle = _queue(queues, asked), fields.text(asked, "ReceiptHandle")
    try:
        queue.delete(handle)
    except UnknownHandleError:
        raise bad_handle(handle) from None
    except ExpiredHandleError:
        raise expired_handle(handle) from None


async def _change_message_visibility(queues: Queues, asked: Fields) -> None:
    queue, handle = _queue(queues, asked), fields.text(asked, "ReceiptHandle")
    seconds = fields.number(asked, "VisibilityTimeout", None, 0, LONGEST_VISIBILITY)
    if seconds is None:
        raise missing("VisibilityTimeout")
    try:
        queue.change_visibility(handle, seconds)
    except UnknownHandleError:
        raise bad_handle(handle) from None
    except ExpiredHandleError:
        raise expired_handle(handle) from None
    except NotInFlightError:
        raise not_in_flight(handle) from None


_ACTIONS: dict[str, Callable[[Queues, Fields], Awaitable[dict[str, Any] | None]]] = {
    "CreateQueue": _create_queue,
    "GetQueueUrl": _get_queue_url,
    "ListQueues": _list_queues,
    "GetQueueAttributes": _get_queue_attributes,
    "SendMessage": _send_message,
    "ReceiveMessage": _receive_message,
    "DeleteMessage": _delete_message,
    "ChangeMessageVisibility": _change_message_visibility,
}


def _queue(queues: Queues, asked: Fields) -> Queue:
    queue = queues.find(fields.name_in_url(fields.text(asked, "QueueUrl")))
    if queue is None:
        raise no_such_queue()
    return queue


def _show(message: Message, names: object) -> dict[str, Any]:
    """A received message; its attributes only if they were asked for, and all of them as strings."""
    first = message.sent if message.first_received is None else message.first_received
    attributes = {
        "ApproximateFirstReceiveTimestamp": f"{first * 1000:.0f}",
        "ApproximateReceiveCount": str(message.receives),
        "MessageDeduplicationId": message.deduplication_id,
        "MessageGroupId": message.group,
        "SentTimestamp": f"{message.sent * 1000:.0f}",
        "SequenceNumber": f"{message.sequence:020}",
    }
    shown = {
        "Body": message.body,
        "MD5OfBody": _md5(message.body),
        "MessageId": message.id,
        "ReceiptHandle": message.handle,
    }
    found = _only(attributes, names)
    return {**shown, "Attributes": found} if found else shown


def _only(known: dict[str, str], names: object) -> dict[str, str]:
    wanted = names if isinstance(names, list) else []
    return {name: value for name, value in known.items() if name in wanted or "All" in wanted}


def _visibility_attribute(attributes: Fields) -> int:
    value = str(attributes.get("VisibilityTimeout", 30))
    if not value.isascii() or not value.isdigit() or len(value) > 5 or int(value) > LONGEST_VISIBILITY:
        raise fields.out_of_range("VisibilityTimeout", value, 0, LONGEST_VISIBILITY)
    return int(value)


def _redrive_policy(queues: Queues, attributes: Fields) -> tuple[Queue | None, int]:
    """The queue for dead letters, and after how many receives a message goes there."""
    if "RedrivePolicy" not in attributes:
        return None, 0
    try:
        policy = fields.parse(str(attributes["RedrivePolicy"]).encode("utf-8", "replace"))
        most = int(policy["maxReceiveCount"])
    except (KeyError, TypeError, ValueError, OverflowError):
        raise invalid("Value for parameter RedrivePolicy is invalid. Reason: maxReceiveCount is missing.") from None
    target = queues.find(fields.name_in_arn(policy.get("deadLetterTargetArn")))
    if target is None or not 1 <= most <= 1000:
        raise invalid("Value for parameter RedrivePolicy is invalid. Reason: no such queue, or not 1 to 1000 receives.")
    return target, most


def _md5(body: str) -> str:
    return hashlib.md5(body.encode("utf-8", "replace"), usedforsecurity=False).hexdigest()
