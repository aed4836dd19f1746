"""Reads the fields of a request to the broker, and refuses what SQS would refuse. Used by ``mocks.broker.api``."""

from __future__ import annotations

import json
import re
from typing import Any

from mocks.broker.errors import SqsError, invalid, malformed, missing, no_such_queue

MAX_BODY = 1024 * 1024
"""Bytes of a message, https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-messages.html"""
_NAME = re.compile(r"[A-Za-z0-9_-]{1,75}\.fifo")
_ID = re.compile(r"[!-~]{1,128}")

Fields = dict[str, Any]


def parse(body: bytes) -> Fields:
    """The body of a request. Raises ``SqsError`` unless it is a JSON object."""
    try:
        found = json.loads(body)
    except (ValueError, RecursionError):
        raise malformed() from None
    if not isinstance(found, dict):
        raise malformed()
    return found


def text(fields: Fields, name: str, default: str | None = None) -> str:
    """A string; it is required unless there is a default."""
    value = fields.get(name, default)
    if value is None:
        raise missing(name)
    if not isinstance(value, str):
        raise malformed()
    return value


def number(fields: Fields, name: str, default: int | None, least: int, most: int) -> int | None:
    """A whole number within these bounds."""
    value = fields.get(name, default)
    if value is None:
        return None
    if not isinstance(value, int) or isinstance(value, bool):
        raise malformed()
    if not least <= value <= most:
        raise out_of_range(name, value, least, most)
    return value


def out_of_range(name: str, value: object, least: int, most: int) -> SqsError:
    """The refusal of a number."""
    shown = str(value)[:40]
    return invalid(f"Value {shown} for parameter {name} is invalid. Reason: Must be between {least} and {most}.")


def identifier(fields: Fields, name: str) -> str:
    """A MessageGroupId or MessageDeduplicationId: 1 to 128 letters, digits, punctuation."""
    value = text(fields, name)
    if not _ID.fullmatch(value):
        raise invalid(
            f"Value {value[:200]} for parameter {name} is invalid. Reason: {name} can only include alphanumeric and"
            " punctuation characters. 1 to 128 in length."
        )
    return value


def message_body(fields: Fields) -> str:
    """A MessageBody: 1 byte to 1 MiB of text."""
    value = text(fields, "MessageBody")
    if not value:
        raise missing("MessageBody")
    if len(value.encode("utf-8", "replace")) > MAX_BODY:
        raise invalid(f"One or more parameters are invalid. Reason: Message must be shorter than {MAX_BODY} bytes.")
    return value


def queue_name(fields: Fields) -> str:
    """A QueueName for a new queue; this broker has FIFO queues only."""
    value = text(fields, "QueueName")
    if not _NAME.fullmatch(value):
        raise invalid(
            "Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length, and here it ends"
            " with .fifo"
        )
    return value


def name_in_url(url: str) -> str:
    """The name in a QueueUrl. The host is not looked at: on loopback it is another one."""
    name = url.rstrip("/").rpartition("/")[2]
    if not name:
        raise no_such_queue()
    return name


def name_in_arn(arn: object) -> str:
    """The name in an ARN, ``arn:aws:sqs:<region>:<account>:<name>``."""
    parts = str(arn).split(":")
    if len(parts) != 6 or parts[:3] != ["arn", "aws", "sqs"]:
        raise invalid(f"Value {str(arn)[:200]} for parameter deadLetterTargetArn is invalid.")
    return parts[5]
