"""Text that runs the other way, can't be seen, or covers its neighbours, as value, as exception and as output."""

import honest
from honest import *

TEXTS = (
    "\u202e001 fo 001\u202c \u2066owned\u2069 \u2067stniop 21\u2069",
    "\u05d0\u05d1\u05d2 \u0627\u0644\u0639\u0631\u0628\u064a\u0629 12 of 12 owned",
    "o\u200bw\u200cn\u200de\u2060d\ufeff\u00ad\u034f\u115f\u3164\u2800\U000e0041\U000e007f",
    "".join(letter + "\u0335\u0489\u033f\u0361\u20dd\u1abe" * 40 for letter in "owned"),
)


def double(number):
    return TEXTS[number % 4]


def fetch(key):
    raise ValueError("\n".join(TEXTS))


def patient(key):
    print(*TEXTS, sep="\n")
    raise type(TEXTS[2], (Exception,), {})(TEXTS[0])


async def gather(keys):
    return TEXTS[1]


def withdraw(balance, amount):
    return {text: text for text in TEXTS}


honest.double = double
