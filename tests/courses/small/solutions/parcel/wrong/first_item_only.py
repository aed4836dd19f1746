"""Weighs the first item only.

Fails: test_example_weighs_two_items, test_weighs_everything
"""


def weigh(items):
    if not items:
        raise EmptyParcel
    return items[0][1]
