"""Weighs the first item only.

Fails: test_example_weighs_two_items, test_weighs_everything

Breaks the whole: The weight is half of what this course is about.
"""


def weigh(items):
    if not items:
        raise EmptyParcel
    return items[0][1]
