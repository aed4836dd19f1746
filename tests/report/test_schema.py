"""The published schema is the model's."""

from __future__ import annotations

import json

import jsonschema
import msgspec
import pytest

from grader.report.schema import PATH, schema_text
from grader.result.model import Result

from .sample import complete, full_course, half_right, untouched


def test_the_committed_schema_is_the_models() -> None:
    """After a change of the model, ``python -m grader.report.schema`` writes it anew."""
    assert PATH.read_text(encoding="utf-8") == schema_text()


@pytest.mark.parametrize("result", [half_right(), complete(), untouched()], ids=["half_right", "complete", "untouched"])
def test_results_are_valid_by_the_schema(result: Result) -> None:
    """An independent validator agrees with the model."""
    jsonschema.Draft202012Validator(json.loads(schema_text())).validate(json.loads(msgspec.json.encode(result)))


def test_a_result_comes_back_from_its_json() -> None:
    """The report can be rendered again from the file alone."""
    result = full_course(2, 4)
    assert result == msgspec.json.decode(msgspec.json.encode(result), type=Result)
