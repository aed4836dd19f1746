"""Waits five seconds before it publishes again.

Fails: test_gives_up_publishing
"""


def publish(queue_url: str, kind: str, key: str, data: Any, *, attempts: int = 3) -> str:
    event_id = str(uuid.uuid4())
    body = json.dumps({"id": event_id, "kind": kind, "key": key, "data": data})
    message = {"MessageBody": body, "MessageGroupId": key, "MessageDeduplicationId": event_id}
    for left in reversed(range(attempts)):
        try:
            ask_broker("SendMessage", QueueUrl=queue_url, **message)
            break
        except BrokerError as error:
            if left == 0 or (error.status is not None and error.status < 500):
                raise
            time.sleep(5)
    return event_id
