"""Makes a new key for each call.

Fails: test_does_all_steps_in_order, test_example_undoes_the_last_step_first, test_goes_on_after_a_crash,
    test_undoes_the_last_step_first
"""

from uuid import uuid4


def _key(saga_id: str, step: Step) -> str:
    return f"{saga_id}/{step.name}/{uuid4()}"
