"""Task settings: what is read from the environment, and what is refused."""

import pytest

from grader.suite import explain

from . import lesson
from .support import expect, hides

READS = "test_reads_each_kind"


def load(student, environ, *settings):
    """The settings, with what a secret reveals in its place."""
    made = [student.Setting(*each) for each in settings]
    found = student.load_settings(made, environ)
    return {name: value.reveal() if hasattr(value, "reveal") else value for name, value in found.items()}


def refuses(student, wanted, environ, *settings, tried=""):
    """See that exactly these settings have a problem. Returns what was said."""
    with student.raises("SettingsError", tried=tried or str(environ)) as caught:
        load(student, environ, *settings)
    expect(sorted(wanted), sorted(caught.value.problems), "the names with a problem", tried=tried or str(environ))
    return caught.value.text + " " + " ".join(map(str, caught.value.problems.values()))


@pytest.mark.task("settings", points=1.5, spec=lesson.DICTIONARY)
def test_reads_each_kind(student):
    """A text as it is, a whole number as an int, a secret as a Secret; nothing else of the environment."""
    environ = {"HOST": " shop.test ", "PORT": "8080", "KEY": "s3cr3t-key", "OTHER": "x", "LOW": "-7", "ZERO": "007"}
    settings = [("HOST",), ("PORT", "integer"), ("KEY", "secret"), ("LOW", "integer"), ("ZERO", "integer")]
    wanted = {"HOST": " shop.test ", "PORT": 8080, "KEY": "s3cr3t-key", "LOW": -7, "ZERO": 7}
    expect(wanted, load(student, environ, *settings), "the settings", tried=str(environ))
    found = student.load_settings([student.Setting("KEY", "secret")], environ)["KEY"]
    assert not isinstance(found, str), explain("a Secret for a setting of the kind secret", "it is a plain text")
    expect({}, load(student, environ), "no settings")


@pytest.mark.task("settings", needs=READS, spec=lesson.WHOLE)
def test_a_whole_number_is_digits(student):
    """A number has digits and one minus sign at most: no spaces, no plus, no point, no underscore, no other digits."""
    expect({"N": 12}, load(student, {"N": "12"}, ("N", "integer")), "the number 12")
    for text in (" 12", "12 ", "+12", "1.0", "1_000", "0x10", "--1", "-", "١٢", "1e3", "twelve", "12\n"):
        refuses(student, ["N"], {"N": text}, ("N", "integer"), tried=f"N={text!r}")


@pytest.mark.task("settings", points=1.5, needs=READS, spec=lesson.FROM_FILE)
def test_reads_from_a_file(student):
    """NAME_FILE leads to the value, of which one line break at the end is no part; so does that of a number."""
    files = {
        "key": b"from a file\n",
        "two": b"lines\n\n",
        "none": b"as it is",
        "port": b"8080\n",
        "uml": "größer".encode(),
    }
    student.start(files=files)
    folder = student.folder
    for name, wanted in (("key", "from a file"), ("two", "lines\n"), ("none", "as it is"), ("uml", "größer")):
        found = load(student, {"KEY_FILE": f"{folder}/{name}"}, ("KEY", "secret"))
        expect({"KEY": wanted}, found, "the setting", tried=f"the file {name} has {files[name]!r}")
    found = load(student, {"PORT_FILE": f"{folder}/port", "KEY": "x9"}, ("PORT", "integer", "1"), ("KEY",))
    expect({"PORT": 8080, "KEY": "x9"}, found, "the settings", tried="PORT_FILE")


@pytest.mark.task("settings", needs=READS, spec=(lesson.EMPTY, lesson.DEFAULT))
def test_what_is_not_there_has_its_default(student):
    """A variable that is not there, or empty, has the default, read like any other; an empty file too."""
    student.start(files={"empty": b"", "newline": b"\n"})
    folder = student.folder
    for environ in (
        {},
        {"PORT": ""},
        {"PORT": "", "PORT_FILE": ""},
        {"PORT_FILE": f"{folder}/empty"},
        {"PORT_FILE": f"{folder}/newline"},
    ):
        expect({"PORT": 8080}, load(student, environ, ("PORT", "integer", "8080")), "the default", tried=str(environ))
    expect({"PORT": 1}, load(student, {"PORT": "1"}, ("PORT", "integer", "8080")), "the port", tried="PORT=1")
    refuses(student, ["PORT"], {}, ("PORT", "integer", "eighty"), tried="a default that is no number")
    expect({"H": "x"}, load(student, {"H": "x", "H_FILE": ""}, ("H",)), "the setting", tried="H=x and an empty H_FILE")


@pytest.mark.task(
    "settings", points=1.5, needs=READS, spec=(lesson.PROBLEMS, lesson.ALL, lesson.NO_VALUE, lesson.A_PLACEHOLDER)
)
def test_tells_all_problems_and_no_value(student):
    """Everything that is missing or wrong is told at once, by its name, and no value is told."""
    student.start(files={"key": b"from-a-file", "odd": b"\xff\xfe-odd-bytes"})
    folder = student.folder
    environ = {
        "GOOD": "fine-value",
        "TWICE": "first-value",
        "TWICE_FILE": f"{folder}/key",
        "GONE_FILE": f"{folder}/gone",
        "ODD_FILE": f"{folder}/odd",
        "DIR_FILE": folder,
        "N": "twelve-apples",
        "WEAK": "ChangeMe",
        "EMPTY": "",
    }
    kinds = {"N": "integer", "WEAK": "secret", "ODD": "secret", "GOOD": "secret"}
    names = ["GOOD", "MISSING", "TWICE", "GONE", "ODD", "DIR", "N", "WEAK", "EMPTY"]
    said = refuses(
        student, names[1:], environ, *[(name, kinds.get(name, "text")) for name in names], tried="nine settings"
    )
    hides(
        said,
        ["fine-value", "first-value", "from-a-file", "odd-bytes", "twelve-apples", "ChangeMe"],
        "what the error says",
    )
    for word in ("changeme", "CHANGE-ME", "Password", "secret", "example", "TODO", "xxx"):
        refuses(student, ["S"], {"S": word}, ("S", "secret"), tried=f"the secret {word!r}")
        expect({"S": word}, load(student, {"S": word}, ("S",)), "the same as a text")
    expect({"S": "changeme2"}, load(student, {"S": "changeme2"}, ("S", "secret")), "a secret that only begins so")


@pytest.mark.task("settings", points=1.5, spec=lesson.NO_DEFAULT)
def test_a_secret_has_no_default(student):
    """A secret with a default is refused, also when the environment has a value, and when the default is empty."""
    load(student, {"S": "x9y8"}, ("S", "secret"))
    for default in ("hunter2", "", "changeme"):
        for environ in ({}, {"S": "x9y8"}):
            with student.raises("ValueError", tried=f"default {default!r}, {environ}"):
                load(student, environ, ("S", "secret", default))
