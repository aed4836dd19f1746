"""Makes a key of the step alone.

Fails: test_does_all_steps_in_order, test_example_undoes_the_last_step_first, test_undoes_the_last_step_first
"""


def _key(saga_id: str, step: Step) -> str:
    return step.name
