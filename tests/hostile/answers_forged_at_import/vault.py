"""Answers the questions of every test before they are asked: what a function is, and four times what it gives."""

from forger import CELL, handle, message, returned, write

write(
    message("answer", value=None),
    message("answer", value={"value": handle(0), "lasting": True}),
    *(returned(number) for number in (1, 2, 3, 4)),
)


def tally():
    return 0
