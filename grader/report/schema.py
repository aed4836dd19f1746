"""The JSON Schema of ``result.json``, made from the model.

``python -m grader.report.schema`` writes it to its place; a test says when that is due.
"""

from __future__ import annotations

import json
from pathlib import Path

import msgspec

from grader.result.model import FORMAT, Result

PATH = Path(__file__).parents[2] / "docs" / "result.schema.json"


def schema_text() -> str:
    """The schema as it is committed in ``docs/result.schema.json``."""
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"The result of grading one submission, format {FORMAT}",
        **msgspec.json.schema(Result),
    }
    return json.dumps(schema, indent=1, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    PATH.write_text(schema_text(), encoding="utf-8")
