"""Returns the id that the broker gave to the message.

Fails: test_publishes_an_event, test_publishes_once_though_an_answer_is_lost
"""


def publish(queue_url: str, kind: str, key: str, data: Any, *, attempts: int = 3) -> str:
    """Send an event to the queue; return the event's id."""
    event_id = str(uuid.uuid4())
    message_id = ""
    body = json.dumps({"id": event_id, "kind": kind, "key": key, "data": data})
    message = {"MessageBody": body, "MessageGroupId": key, "MessageDeduplicationId": event_id}
    for left in reversed(range(attempts)):
        try:
            message_id = ask_broker("SendMessage", QueueUrl=queue_url, **message)["MessageId"]
        except BrokerError as error:
            refused = error.status is not None and error.status < 500
            if refused or left == 0:
                raise
        else:
            break
    return message_id
