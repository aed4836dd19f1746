"""A result depends on nothing but bytes: not on what runs beside it, not on what was graded before, not on chance."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from .regrades import differences, regrades

ROUNDS, SUBMISSIONS = 2, 4


@pytest.mark.linux
@pytest.mark.parametrize("topic", ["circuit_breaker", "tokens"])
def test_the_same_bytes_have_the_same_result_to_the_byte(tmp_path: Path, topic: str) -> None:
    """Times aside. Right, wrong and half right, side by side, while another process uses up what there is."""
    first: dict[str, bytes] = {}
    seen: list[str] = []
    for name, result, _ in regrades([topic], tmp_path, ROUNDS * SUBMISSIONS, jobs=2, burners=1):
        found = msgspec.json.encode(result)
        before = first.setdefault(name, found)
        assert [] == list(differences(msgspec.json.decode(before, type=type(result)), result)), name
        assert before == found, name
        seen.append(name)
    assert ROUNDS * SUBMISSIONS == len(seen)
    scores = {name: msgspec.json.decode(found)["score"] for name, found in first.items()}
    assert scores["right"] > scores["wrong"] > scores["half right"]
