"""Task redact: a secret that shows itself to nobody, and logs that hold none."""

import base64
from functools import partial
from urllib.parse import quote

import pytest

from grader.suite import explain

from . import lesson
from .support import expect, hides

VALUE = "p@ss w/rd+1"
TEXT = "test_replaces_a_secret_in_a_text"
LOG = "test_logs_without_secrets"
HELPERS = b'''
import copy, dataclasses, json, pickle

@dataclasses.dataclass
class Config:
    key: object

class Text(str):
    pass

def shown(secret):
    return {
        "str": str(secret), "repr": repr(secret), "format": format(secret), "width": format(secret, ">40"),
        "f-string": f"{secret}", "!r": f"{secret!r}", "%s": "%s" % secret, "%r": "%r" % (secret,), "list": str([secret]),
        "dict": repr({"key": secret}), "dataclass": repr(Config(secret)), "ascii": ascii(secret), "str.format": "{:<5}".format(secret),
    }

def attributes(secret):
    found = []
    try:
        found.append(repr(vars(secret)))
    except (TypeError, AttributeError):
        pass
    found += [repr(getattr(secret, name)) for name in dir(secret) if not name.startswith("_") and not callable(getattr(secret, name))]
    return " ".join(found)

def ways():
    return {"pickle": pickle.dumps, "deepcopy": copy.deepcopy, "copy of a list": lambda one: copy.deepcopy([one]), "json": json.dumps}

def tries(way, secret):
    try:
        ways()[way](secret)
    except Exception as error:
        return type(error).__name__
    return "nothing"

def compared(one, other):
    return one == other, one != other

def failed(text):
    try:
        raise ValueError(text)
    except ValueError as error:
        return error
'''


@pytest.fixture
def helpers(student):
    """Python's own ways to look at an object, in the student's process."""
    return None


def secret(student, value=VALUE):
    return student.Secret(value)


@pytest.mark.task("redact", points=1.5, spec=(lesson.REVEAL, lesson.SHOWS))
def test_a_secret_shows_itself_only_when_asked(student):
    """reveal() gives the text; str, repr and format, with any width, give [redacted]."""
    for value in (VALUE, "", "größer", "[redacted]"):
        made = secret(student, value)
        expect(value, made.reveal(), "what reveal() gives")
        made.reveal()
    made = secret(student)
    for name, arguments in (("__str__", ()), ("__repr__", ()), ("__format__", ("",)), ("__format__", (">40",)), ("__format__", ("s",))):
        found = _special(student, made, name, arguments)
        expect("[redacted]", found, f"what {name}{arguments} gives")
