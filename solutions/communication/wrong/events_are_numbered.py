"""Numbers the events of its process: another process uses the same ids.

Fails: test_publishes_an_event
"""

import itertools

NUMBERS = itertools.count()


def publish(queue_url: str, kind: str, key: str, data: Any, *, attempts: int = 3) -> str:
    event_id = f"event-{next(NUMBERS)}"
    body = json.dumps({"id": event_id, "kind": kind, "key": key, "data": data})
    message = {"MessageBody": body, "MessageGroupId": key, "MessageDeduplicationId": event_id}
    for left in reversed(range(attempts)):
        try:
            ask_broker("SendMessage", QueueUrl=queue_url, **message)
            break
        except BrokerError as error:
            if left == 0 or (error.status is not None and error.status < 500):
                raise
    return event_id
