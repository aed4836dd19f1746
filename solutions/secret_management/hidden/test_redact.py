"""Task redact: a secret that shows itself to nobody, and logs that hold none."""

import base64
from urllib.parse import quote

import pytest

from grader.suite import StudentError, explain

from . import lesson
from .support import expect, hides

VALUE = "p@ss w/rd+1ü"
TEXT = "test_replaces_a_secret_in_a_text"
LOG = "test_logs_without_secrets"


def forms(value):
    """How a secret may look in a text."""
    data = value.encode()
    return {
        "as it is": value,
        "percent-encoded": quote(value, safe=""),
        "in base64": base64.b64encode(data).decode(),
        "in hex": data.hex(),
    }


def redactor(student, *values):
    return student.Redactor(*(student.Secret(value) for value in values))


@pytest.mark.task("redact", points=2, spec=(lesson.REVEAL, lesson.SHOWS))
def test_a_secret_shows_itself_only_when_asked(student):
    """reveal() gives the text; in an f-string, a list, a dictionary, a dataclass, an exception it is [redacted]."""
    for value in (VALUE, "", "[redacted]"):
        expect(value, student.Secret(value).reveal(), "what reveal() gives")
    one, other = student.Secret(VALUE), student.Secret("another one")
    expect((VALUE, "another one"), (one.reveal(), other.reveal()), "what two secrets reveal")
    setting = student.Setting("KEY", "secret", one)
    for words, holder in {
        "an f-string": one,
        "a list": [one],
        "a dictionary": {"key": one},
        "a tuple in a list": [(one, 1)],
        "a dataclass": setting,
        "an exception": student.RejectedError(one),
    }.items():
        found = student.SettingsError({"KEY": holder}).args[0]  # f"{name} {problem}"
        hides(found, [VALUE], words)
        assert "[redacted]" in found, explain(f"[redacted] in {words}", f"it says {found!r}")


@pytest.mark.task("redact", points=0.5, spec=lesson.ATTRIBUTES)
def test_no_attribute_gives_it_away(student):
    """What can be read of a secret without an underscore is not the text."""
    made = student.Secret(VALUE)
    expect(VALUE, made.reveal(), "what reveal() gives")
    for name in ("value", "text", "secret", "raw", "data", "plain", "plaintext", "password", "content", "string"):
        try:
            found = getattr(made, name)
        except StudentError:
            continue
        assert found != VALUE, explain(f"no attribute {name!r} with the text", "there is one")


@pytest.mark.task("redact", points=2, spec=(lesson.REPLACES, lesson.FORMS))
def test_replaces_a_secret_in_a_text(student):
    """Every occurrence of each secret becomes [redacted]: as it is, percent-encoded, in base64 and in hex."""
    made = redactor(student, VALUE, "tiger2", "42")
    for value in (VALUE, "tiger2"):
        for how, form in forms(value).items():
            found = made.text(f"a {form} b, {form}{form}; c")
            wanted = "a [redacted] b, [redacted][redacted]; c"
            expect(wanted, found, "the text", tried=f"{value!r} {how}")
    for text in ("", "nothing in here", "p@ss", "Tiger2", "[redacted]", "two\nlines"):
        expect(text, made.text(text), "a text without a secret")
    expect("[redacted]\n[redacted] [redacted]", made.text(f"{VALUE}\ntiger2 42"), "a text with all three")


@pytest.mark.task("redact", needs=TEXT, spec=lesson.LONGER)
def test_the_longer_secret_goes_first(student):
    """Of a secret that contains another nothing is left, in whatever order they came."""
    for values in (("abc", "abcdef"), ("abcdef", "abc"), ("def", "abcdef", "cd")):
        found = redactor(student, *values).text("x abcdef y abc")
        wanted = "x [redacted] y [redacted]" if "abc" in values else "x [redacted] y abc"
        expect(wanted, found, "the text", tried=f"the secrets {values}")
    made = redactor(student, "abc")
    made.add(student.Secret("abcdef"))
    expect("[redacted]!", made.text("abcdef!"), "the text", tried="the longer one was added later")


@pytest.mark.task("redact", needs=TEXT, spec=(lesson.ADDS, lesson.EMPTY_SECRET, lesson.APART))
def test_secrets_are_added_at_any_time(student):
    """A secret that was added is replaced from then on, by this redactor only; an empty one replaces nothing."""
    made, other = redactor(student), redactor(student, "other9")
    expect("one1 two2 other9", made.text("one1 two2 other9"), "the text", tried="no secrets")
    made.add(student.Secret("one1"), student.Secret("two2"))
    expect("[redacted] [redacted] other9", made.text("one1 two2 other9"), "the text", tried="two were added")
    made.add()
    made.add(student.Secret(""))
    expect("[redacted] b", made.text("one1 b"), "the text", tried="an empty one was added")
    expect("one1 [redacted]", other.text("one1 other9"), "the text of another redactor")


def said(student, before=""):
    """What was printed since."""
    return student.output()[len(before) :]


@pytest.mark.task("redact", points=1.5, needs=TEXT, spec=(lesson.LOGGER, lesson.TRACEBACK))
def test_logs_without_secrets(student):
    """A message is written once, from INFO on, without a secret in it or in its arguments, and with all the rest."""
    logger = student.make_logger("shop", redactor(student, VALUE, "tiger2"))
    logger.info("started")
    logger.debug("not worth it")
    logger.warning(f"login with {VALUE} failed")
    logger.error("user %s, key %s, %d times", "jane", "tiger2", 3)
    logger.info("it is %(key)s in a dictionary", {"key": VALUE})
    logger.info("as an object %s and %r", student.Secret("unknown0"), [student.Secret("unknown0")])
    logger.critical("percent: %s", quote(VALUE, safe=""))
    found = student.output()
    hides(found, [*forms(VALUE).values(), "tiger2", "unknown0"], "the log")
    for part in (
        "started",
        "login with [redacted] failed",
        "user jane, key [redacted], 3 times",
        "it is [redacted] in",
    ):
        expect(1, found.count(part), f"how often the log has {part!r}")
    assert "not worth it" not in found, explain("nothing below INFO", f"the log is {found!r}")
    assert "percent: [redacted]" in found, explain("'percent: [redacted]' in the log", f"the log is {found!r}")


@pytest.mark.task("redact", needs=LOG, spec=lesson.TRACEBACK)
def test_tracebacks_hold_no_secret(student):
    """The traceback of an exception is in the log, and the secrets in its text are not."""
    logger = student.make_logger("shop", redactor(student, VALUE))
    error = student.SettingsError({"KEY": f"was {VALUE}"})
    logger.error("could not start", exc_info=error)
    cause = student.RejectedError(f"{forms(VALUE)['in base64']} is old")
    logger.exception("again", exc_info=cause)
    found = student.output()
    hides(found, forms(VALUE).values(), "the log")
    for part in ("could not start", "SettingsError", "was [redacted]", "RejectedError", "[redacted] is old"):
        assert part in found, explain(f"{part!r} in the log", f"the log is {found[-600:]!r}")


@pytest.mark.task("redact", needs=LOG, spec=(lesson.TRACEBACK, lesson.TWICE))
def test_a_logger_keeps_up(student):
    """A secret that is added later is redacted from then on; making the logger again writes nothing twice."""
    made = redactor(student, VALUE)
    logger = student.make_logger("shop", made)
    made.add(student.Secret("later7"))
    logger.info("first later7 %s", "later7")
    again = student.make_logger("shop", made)
    again.info("second %s", VALUE)
    logger.info("third later7")
    other = student.make_logger("mail", redactor(student, "mail55"))
    other.info("fourth mail55")
    found = student.output()
    hides(found, ["later7", VALUE, "mail55"], "the log")
    for part in ("first", "second", "third", "fourth"):
        expect(1, found.count(part), f"how often the log has {part!r}")
