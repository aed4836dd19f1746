"""Makes a new key for each call.

Fails: test_unknown
"""

from uuid import uuid4


def _key(saga_id: str, step: Step) -> str:
    return f"{saga_id}/{step.name}/{uuid4()}"
