"""Calls the test's function with arguments whose names and values are markup; those calls fail, the others are right."""

import honest
from honest import *

MARKUP = "<script>owned</script></text></svg>\x1b[2J\u202e\n::error::owned"


class Odd:
    """Not a value: the test gets something that stands for it."""


Odd.__name__ = MARKUP


def visit(items, look):
    for named in ({MARKUP: MARKUP}, {"item": Odd(), "✓ Passed": 1}, {"\ud800": 1} if False else {"x" * 5000: "y" * 5000}):
        try:
            look(**named)
        except TypeError as error:
            print(error)
    return [look(item) for item in items]
