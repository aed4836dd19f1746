"""Which of a student's lines are written for which task."""

import pytest

from grader.written import written

SKELETON = b"""\
import time


def issue(claims):
    # TODO(issue)
    raise NotImplementedError


class Keys:
    def __init__(self):
        # TODO(keys)
        raise NotImplementedError

    def find(self, kid):
        # TODO(verify)
        raise NotImplementedError


def verify(token):
    # TODO(verify)
    raise NotImplementedError
"""


def of(task: str, source: bytes, helper: bytes | None = None) -> str:
    files = {"tokens.py": source} | ({} if helper is None else {"helper.py": helper})
    return written(files, SKELETON, "tokens.py").of(task)


def changed(name: bytes, body: bytes = b"    return 1") -> bytes:
    """The skeleton, that function written."""
    head, _, rest = SKELETON.partition(b"def " + name)
    return head + b"def " + name + rest.replace(b"    raise NotImplementedError", body, 1)


def test_nothing_is_written_in_a_skeleton() -> None:
    """As it was handed out."""
    assert ["", "", ""] == [of(task, SKELETON) for task in ("issue", "keys", "verify")]


@pytest.mark.parametrize(
    "source",
    [
        b"x = 1\n" + SKELETON,
        SKELETON + b"\ndef broken(:\n",
        SKELETON.replace(b"import time", b"import time, json"),
        SKELETON.replace(b"# TODO(verify)", b"# I will begin here"),
        SKELETON.replace(b"\n\n\n", b"\n\n\n\n\n"),
        changed(b"issue"),
    ],
    ids=["constant", "syntax error", "import", "comment", "blank lines", "another task"],
)
def test_what_is_not_of_a_task_is_not_written_for_it(source: bytes) -> None:
    """A change anywhere in the file opened a hint of each task."""
    assert "" == of("verify", source)


def test_a_function_is_written_for_its_task() -> None:
    """And for no other."""
    assert (True, "") == (bool(of("issue", changed(b"issue"))), of("keys", changed(b"issue")))


def test_a_method_is_written_for_its_task() -> None:
    """A class may hold methods of several."""
    source = changed(b"find", b"    return kid")
    assert (True, "") == (bool(of("verify", source)), of("keys", source))


@pytest.mark.parametrize("change", [b"    return 2\n", b"    return LIMIT\nLIMIT = 3\n"])
def test_a_helper_belongs_to_the_task_that_names_it(change: bytes) -> None:
    """Who changes only the helper has tried once more."""
    source = changed(b"verify", b"    return _check(token)") + b"\ndef _check(token):\n"
    assert of("verify", source + b"    return 1\n") != of("verify", source + change)


def test_a_helper_in_a_module_of_its_own_belongs_to_it_as_well() -> None:
    """Modules may stand beside the file."""
    source = changed(b"verify", b"    return helped(token)")
    assert of("verify", source, b"def helped(t):\n    return 1") != of(
        "verify", source, b"def helped(t):\n    return 2"
    )


@pytest.mark.parametrize("same", [b"    return 1\r\n", b"    # new\n    return 1   \n", b"\n    return 1\n\n"])
def test_what_does_nothing_is_not_written(same: bytes) -> None:
    """Comments and blank lines are not another attempt."""
    assert of("verify", changed(b"verify")) == of("verify", changed(b"verify", same))


@pytest.mark.parametrize("source", [b"", b"\xff\xfe\x00", b"def " * 100_000, b"[" * 100_000, b"class A:\n" * 10_000])
def test_any_bytes_will_do(source: bytes) -> None:
    """It is a student's file, and not parsed."""
    assert of("verify", source) == of("verify", source)
