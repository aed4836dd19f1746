"""YAML nobody vouches for: what is read, what is refused, and on which line."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.course.strict_yaml import MAX_BYTES, MAX_DEPTH, MAX_NODES, read_yaml
from grader.errors import InputError

both = pytest.mark.parametrize("trusted", [False, True], ids=["python", "libyaml"])


def refused(text: str | bytes, *, trusted: bool = False) -> InputError:
    """The error at which this text is refused."""
    data = text.encode() if isinstance(text, str) else text
    with pytest.raises(InputError) as caught:
        read_yaml(data, "some.yaml", trusted=trusted)
    assert caught.value.repair, "every refusal says what to do"
    return caught.value


def line(error: InputError) -> int:
    """The line that the error names."""
    assert error.place is not None
    assert "some.yaml" == error.place.file
    return error.place.line


@both
def test_reads_blocks_lists_and_scalars_of_the_core_schema(trusted: bool) -> None:
    """Numbers, booleans, null and texts come as Python's own."""
    text = "a: {b: [1, -2.5, true, null, x]}\nc: |\n  two\n  lines\nd: '7'\ne: 1e3\nf:\n"

    data = read_yaml(text.encode(), "some.yaml", trusted=trusted).data

    assert {
        "a": {"b": [1, -2.5, True, None, "x"]},
        "c": "two\nlines\n",
        "d": "7",
        "e": 1000.0,
        "f": None,
    } == data


@both
@pytest.mark.parametrize("word", ["no", "yes", "on", "12:30:00", "2026-01-05", "0x10", ".inf", "1_000", "0o7"])
def test_leaves_as_text_what_only_older_yaml_takes_for_something_else(trusted: bool, word: str) -> None:
    """A student who answers 'no' has not written false."""
    assert word == read_yaml(word.encode(), "some.yaml", trusted=trusted).data


@both
def test_knows_the_line_of_every_value(trusted: bool) -> None:
    """An entry stands where its key stands, an item where it begins."""
    document = read_yaml(b"a: 1\nb:\n  - x\n  - c: 2\n    d:\n      3\n", "some.yaml", trusted=trusted)

    lines = [document.place(*path).line for path in [(), ("a",), ("b",), ("b", 1), ("b", 1, "d")]]
    assert [1, 1, 2, 4, 5] == lines


def test_finds_the_nearest_line_of_what_is_not_there() -> None:
    """A missing key is told at the block in which it should stand."""
    document = read_yaml(b"a: 1\nb:\n  - {c: 2}\n", "some.yaml")

    assert "some.yaml:3" == str(document.place("b", 0, "missing"))


def test_reads_an_empty_file_as_nothing() -> None:
    """No document is no value, not an error."""
    assert None is read_yaml(b"# only a comment\n", "some.yaml").data


def test_accepts_a_byte_order_mark_and_windows_line_ends() -> None:
    """What Notepad writes is read."""
    document = read_yaml(b"\xef\xbb\xbfa: 1\r\nb: 2\r\n", "some.yaml")

    assert ({"a": 1, "b": 2}, 2) == (document.data, document.place("b").line)


@both
@pytest.mark.parametrize("opening", ["[", "- ", "[a, ", "{a: ", "- - "])
def test_refuses_four_hundred_thousand_levels_before_building_any(trusted: bool, opening: str) -> None:
    """The first levels decide; the rest is never looked at."""
    text = "\n" + opening * (MAX_BYTES // len(opening) - 1)

    error = refused(text, trusted=trusted)

    assert (f"nested more than {MAX_DEPTH} deep", 2) == (error.message, line(error))


def test_refuses_a_larger_file_without_parsing_it() -> None:
    """400,000 brackets are more than a file may hold."""
    assert "larger than 256 KiB" == refused("[" * 400_000).message


def test_survives_deep_nesting_in_a_process_of_its_own() -> None:
    """PyYAML's composer in C would end the process here; the guard does not call it."""
    program = (
        "from grader.course.strict_yaml import read_yaml\n"
        "try: read_yaml(b'[' * 100_000, 'x', trusted=True)\n"
        "except Exception as error: print(type(error).__name__)\n"
    )
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)

    assert (0, "InputError\n") == (run.returncode, run.stdout)


@both
def test_allows_the_depth_that_is_stated(trusted: bool) -> None:
    """The bound itself is still inside."""
    text = "[" * MAX_DEPTH + "]" * MAX_DEPTH

    assert isinstance(read_yaml(text.encode(), "some.yaml", trusted=trusted).data, list)


@both
def test_refuses_more_values_than_a_course_can_need(trusted: bool) -> None:
    """A wide file is bounded as a deep one is."""
    error = refused("[" + "a," * (MAX_NODES + 1) + "]", trusted=trusted)

    assert f"more than {MAX_NODES:,} values" == error.message


@both
def test_refuses_an_alias_bomb_at_its_first_anchor(trusted: bool) -> None:
    """Nine lines that would unfold to a billion values never do."""
    bomb = "a: &a [x, x]\n" + "".join(
        f"{new}: &{new} [*{old}, *{old}]\n" for old, new in zip("abc", "bcd", strict=True)
    )

    error = refused(bomb, trusted=trusted)

    assert ("an anchor (&a) is not allowed", 1) == (error.message, line(error))


@both
def test_refuses_an_alias_even_to_nothing(trusted: bool) -> None:
    """A text that begins with a star is asked to be put in quotes."""
    error = refused("a: 1\nb: *important\n", trusted=trusted)

    assert ("an alias (*important) is not allowed", 2) == (error.message, line(error))
    assert "in quotes" in error.repair


@both
@pytest.mark.parametrize(
    "tagged",
    [
        "!!python/object/apply:os.system [ls]",
        "!mine x",
        "!!set {a}",
        "!!timestamp 2026-01-05",
        "!!map {a: 1}",
    ],
)
def test_refuses_tags_beyond_the_core_scalars(trusted: bool, tagged: str) -> None:
    """No tag makes an object, and none a type that the course does not need."""
    error = refused(f"a: 1\nb: {tagged}\n", trusted=trusted)

    assert "is not allowed" in error.message
    assert 2 == line(error)


@both
def test_follows_the_tags_of_the_core_scalars(trusted: bool) -> None:
    """!!str keeps digits a text."""
    assert ["5", 5, "x"] == read_yaml(b"[!!str 5, !!int 5, ! x]", "some.yaml", trusted=trusted).data


def test_refuses_a_tag_that_its_value_does_not_fit() -> None:
    """A number that is none is told rather than guessed."""
    assert "'five' is no int" == refused("!!int five").message


@both
def test_refuses_a_key_that_stands_twice(trusted: bool) -> None:
    """The second would silently win; its line is named."""
    error = refused("a: 1\nb: 2\na: 3\n", trusted=trusted)

    assert ("'a' stands twice in the same block", 3) == (error.message, line(error))


@both
@pytest.mark.parametrize(
    "text", ["{" * 100_000, "? " * 100_000, "1: x", "true: x", "{[a]: x}", "? {a: b}\n: x", "null: x"]
)
def test_refuses_keys_that_are_no_text(trusted: bool, text: str) -> None:
    """Every key is a text, and one that looks like a number is put in quotes."""
    assert "text" in refused(text, trusted=trusted).message


@both
def test_refuses_a_second_document(trusted: bool) -> None:
    """What stands below '---' would be lost."""
    error = refused("a: 1\n---\nb: 2\n", trusted=trusted)

    assert ("a second document begins here", 2) == (error.message, line(error))


@both
@pytest.mark.parametrize(
    ("text", "at", "repair"),
    [
        ("a: b: c\n", 1, "quotes"),
        ("a:\n\t- b\n", 2, "spaces"),
        ("a: [1, 2\nb: 3\n", 2, "]"),
        ("a: 'b\n", 2, "close the quotation mark"),
        ("a: @b\n", 1, "quotes"),
        ("a: 1\n  b: 2\n", 2, "indentation"),
        ("a: 1\nb\nc: 2\n", 3, "key"),
    ],
)
def test_names_line_and_repair_where_it_is_not_yaml(trusted: bool, text: str, at: int, repair: str) -> None:
    """The usual slips lead to words that help."""
    error = refused(text, trusted=trusted)

    assert error.message.startswith("not YAML: ")
    assert at == line(error)
    assert repair in error.repair


def test_refuses_what_is_not_utf_8_and_names_the_line() -> None:
    """Latin-1 is told by its line."""
    error = refused(b"a: 1\nb: caf\xe9\n")

    assert ("not UTF-8 text", 2) == (error.message, line(error))


@pytest.mark.parametrize("data", [b"a: 1\nb: \0\n", b"a: 1\nb: \x1b[31m\n", "a: 1\nb: \ufffe\n".encode()])
def test_refuses_control_characters_and_names_the_line(data: bytes) -> None:
    """A null byte or an escape sequence never comes through."""
    error = refused(data)

    assert error.message.startswith("the control character")
    assert 2 == line(error)


@given(st.text(alphabet="ab:-[]{},&*!|>'\"#%@? \n\t0.1", max_size=60))
@settings(max_examples=300, deadline=None)
def test_either_parser_reads_any_text_or_refuses_it_kindly(text: str) -> None:
    """Nothing but an InputError ever comes out."""
    for trusted in (False, True):
        try:
            read_yaml(text.encode(), "some.yaml", trusted=trusted)
        except InputError as error:
            assert error.repair  # noqa: PT017 — both ways out are fine, and this one says what to do


ODD = [
    ('questions: "\\U00110000"', "that there is not"),
    ('questions: "\\Uffffffff"', "that there is not"),
    (f"%YAML {'9' * 5000}.1\n--- a", "that there is not"),
    ('{"a\\ud800": 1, "a\\ud800": 2}', "half of a character"),
]


@pytest.mark.parametrize("trusted", [False, True])
@pytest.mark.parametrize("text", [text for text, _ in ODD])
def test_refuses_signs_and_numbers_that_there_are_not(trusted: bool, text: str) -> None:
    """Where the parser itself breaks down, or makes a text of it that no file can hold. In its own words, either of
    the two.
    """
    refused(text, trusted=trusted).message.encode()


@pytest.mark.parametrize(("text", "why"), ODD)
def test_says_which_sign_is_none(text: str, why: str) -> None:
    """Of what a student has written."""
    assert why in refused(text).message


@pytest.mark.parametrize("text", [f"a: !<{'x' * 9999}> b", f'a: !!float "{"1" * 9999}"', f"{'1' * 9999}: b"])
def test_repeats_little_of_what_it_refuses(text: str) -> None:
    """The message is for people."""
    error = refused(text)
    assert len(error.message) <= 300
    assert len(error.repair) <= 300
