"""Lines as Python counts them, in the text of a student's file."""

from __future__ import annotations

import traceback

import pytest

from grader.submission.source_text import decoded, disguise_of, lines_of, problem_in

NO_ENDS = "\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"
"""What ``str.splitlines`` takes for the end of a line, and Python does not."""


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("", []),
        ("a", ["a"]),
        ("a\n", ["a"]),
        ("a\nb\r\nc\rd", ["a", "b", "c", "d"]),
        ("a\n\r\n\rb\n", ["a", "", "", "b"]),
        (f"a{NO_ENDS}b\nc", [f"a{NO_ENDS}b", "c"]),
    ],
)
def test_counts_lines_as_python_does(text: str, lines: list[str]) -> None:
    """Three ends there are, whatever else Unicode takes for one."""
    assert lines == lines_of(text)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_an_exception_is_in_the_line_that_python_means(end: str) -> None:
    """Held against Python itself: the line number of a traceback leads to the line that raised."""
    source = end.join([f"'{NO_ENDS}'", "# \x0c", "1 / 0", ""])
    with pytest.raises(ZeroDivisionError) as caught:
        exec(compile(source.encode(), "student.py", "exec"))
    number = traceback.extract_tb(caught.value.__traceback__)[-1].lineno
    assert "1 / 0" == lines_of(source)[(number or 0) - 1]


@pytest.mark.parametrize("end", [b"\n", b"\r\n", b"\r"])
def test_a_byte_that_can_not_be_is_found_in_its_line(end: bytes) -> None:
    """On whatever system the file was written."""
    lines = [problem_in(end.join([b"a", b"b", odd]), "a.py")[1] for odd in (b"\0", b"\xff")]
    assert [3, 3] == lines


LIKE_ASCII = """
    ascii us-ascii latin-1 latin2 iso-8859-7 cp1251 windows-1250 koi8-r gbk gb2312 big5 euc-jp euc_kr
    utf-8 UTF8 utf-8-unix
"""


@pytest.mark.parametrize(
    ("name", "letters"), [("utf-7", "+AAo-"), ("raw_unicode_escape", r"\u000a"), ("unicode-escape", r"\n")]
)
@pytest.mark.parametrize("lines", ["# coding: {}", "#!/usr/bin/python\n# vim: set fileencoding={} :", "#\r#coding={}"])
def test_no_comment_ends_in_letters(name: str, letters: str, lines: str) -> None:
    """Python would run what everybody else takes for a comment."""
    source = f"{lines.format(name)}\n# harmless {letters}found = 1\n".encode()
    space: dict[str, int] = {}
    exec(compile(source, "student.py", "exec"), space)
    assert 1 == space["found"]  # so it is, and therefore:
    assert name.replace("_", "-") in problem_in(source, "student.py")[0]


@pytest.mark.parametrize("name", LIKE_ASCII.split())
def test_encodings_that_change_nothing_are_taken(name: str) -> None:
    """A file in ASCII is what it is, wherever it was written."""
    source = f"# coding: {name}\n".encode() + bytes(range(1, 128))
    python = name if name != "utf-8-unix" else "utf-8"
    assert ("", source.decode(python)) == (disguise_of(source), decoded(source))


@pytest.mark.parametrize("name", ["gbk", "big5", "cp1251", "shift_jis"])
def test_an_encoding_in_which_letters_may_be_others_is_not(name: str) -> None:
    """Python would read one text, and the report would show another."""
    assert name.replace("_", "-") == disguise_of(f"# coding: {name}\n# é".encode())


def test_a_declaration_is_in_the_first_two_lines_or_none() -> None:
    """As Python sees it."""
    assert "" == disguise_of(b"#\r\n#\r\n# coding: utf-7\n")
    assert "" == disguise_of(b"x = 1\n# coding: utf-7\n")
