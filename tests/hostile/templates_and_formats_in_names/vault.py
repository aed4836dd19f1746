"""Names and texts that mean something to whatever puts texts together: templates, formats, patterns, Markdown."""

import dataclasses

import honest
from honest import *

TEXT = "{{ result }}{% for x in y %}{0.__class__.__mro__}%(owned)s%s$owned${owned}\\1\\g<0>`owned`**owned**[owned](//o)"
Record = dataclasses.make_dataclass("Record", [("owned", str)])
Record.__name__ = TEXT


def double(number):
    return Record(TEXT)


def fetch(key):
    raise type(TEXT, (Exception,), {})(TEXT)


def patient(key):
    raise NotImplementedError(TEXT)


def withdraw(balance, amount):
    raise AttributeError("module 'owned' has no attribute 'owned'")


async def gather(keys):
    return type(TEXT, (), {"__repr__": lambda self: TEXT})()


honest.double = double
