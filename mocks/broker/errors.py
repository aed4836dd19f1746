"""Errors in the form of the AWS JSON protocol: status 400, ``{"__type": …, "message": …}``.

The older name of an error, which clients of the query protocol know, stands in ``x-amzn-query-error``.
Source: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/CommonErrors.html
"""

from __future__ import annotations

from fastapi.responses import JSONResponse

JSON = "application/x-amz-json-1.0"

_SQS = "com.amazonaws.sqs#"
_COMMON = "com.amazon.coral.service#"


class SqsError(Exception):
    """A request that is refused. ``kind``: the ``__type``; ``query``: its name in the query protocol."""

    def __init__(self, kind: str, query: str, text: str) -> None:
        super().__init__(text)
        self.kind = kind
        self.query = query
        self.text = text

    def answer(self) -> JSONResponse:
        """As the client gets it."""
        body = {"__type": self.kind, "message": self.text}
        return JSONResponse(body, 400, {"x-amzn-query-error": f"{self.query};Sender"}, JSON)


def no_such_queue() -> SqsError:
    """``QueueDoesNotExist``."""
    text = "The specified queue does not exist."
    return SqsError(f"{_SQS}QueueDoesNotExist", "AWS.SimpleQueueService.NonExistentQueue", text)


def queue_exists(name: str) -> SqsError:
    """``QueueNameExists``: it has other attributes."""
    text = f"A queue already exists with the same name and a different value for an attribute: {name}"
    return SqsError(f"{_SQS}QueueNameExists", "QueueAlreadyExists", text)


def bad_handle(handle: str) -> SqsError:
    """``ReceiptHandleIsInvalid``: this never was one."""
    text = f'The input receipt handle "{handle[:200]}" is not a valid receipt handle.'
    return SqsError(f"{_SQS}ReceiptHandleIsInvalid", "ReceiptHandleIsInvalid", text)


def expired_handle(handle: str) -> SqsError:
    """``InvalidParameterValue``: the visibility timeout is over."""
    return invalid(f"Value {handle} for parameter ReceiptHandle is invalid. Reason: The receipt handle has expired.")


def not_in_flight(handle: str) -> SqsError:
    """``MessageNotInflight``."""
    text = f"Value {handle} for parameter ReceiptHandle is invalid. Reason: Message does not exist or is not in flight."
    return SqsError(f"{_SQS}MessageNotInflight", "AWS.SimpleQueueService.MessageNotInflight", text)


def missing(name: str) -> SqsError:
    """``MissingParameter``."""
    text = f"The request must contain the parameter {name}."
    return SqsError(f"{_COMMON}MissingRequiredParameterException", "MissingParameter", text)


def invalid(text: str) -> SqsError:
    """``InvalidParameterValue``."""
    return SqsError(f"{_COMMON}InvalidParameterValueException", "InvalidParameterValue", text)


def unknown_action(name: str) -> SqsError:
    """``InvalidAction``: not one of those that this broker has."""
    text = f"The action {name[:100]!r} is not valid here; X-Amz-Target is `AmazonSQS.` and an action."
    return SqsError(f"{_COMMON}UnknownOperationException", "InvalidAction", text)


def malformed() -> SqsError:
    """``SerializationException``: the body is no JSON object, or a field has another type."""
    return SqsError(f"{_COMMON}SerializationException", "MalformedInput", "The body has to be a JSON object.")
