"""What docs/contract.md says of receipts is so."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import msgspec
import pytest
from receipt_sample import Keys

from grader.receipt.claims import Claims, canonical, claims_in
from grader.receipt.jws import HEADER

SECTION = re.search(
    r"\n## Receipts\n(.*?)\n## ", (Path(__file__).parents[2] / "docs" / "contract.md").read_text("utf-8"), re.DOTALL
)
assert SECTION is not None
TEXT = SECTION[1]


def test_the_header_is_the_one_that_is_written_there() -> None:
    """To the byte."""
    assert f"`{HEADER.decode()}`" in TEXT


def test_every_claim_is_explained() -> None:
    """No more and no fewer, in the table."""
    named = [name for row in re.findall(r"^\| (`.*?) \|", TEXT, re.MULTILINE) for name in re.findall(r"`(\w+)`", row)]
    assert sorted(field.name for field in msgspec.structs.fields(Claims)) == sorted(named)


@pytest.mark.skipif(shutil.which("openssl") is None, reason="this is about openssl")
@pytest.mark.parametrize(("flipped", "code"), [(0, 0), (1, 1)], ids=["genuine", "forged"])
def test_openssl_comes_to_the_same(receipt: bytes, keys: Keys, tmp_path: Path, flipped: int, code: int) -> None:
    """The commands as they are written there, in a folder with the files that they name."""
    commands = re.search(r"```sh\n(.*?)```", TEXT, re.DOTALL)
    assert commands is not None
    place = len(receipt) // 2
    (tmp_path / "receipt.jws").write_bytes(receipt[:place] + bytes([receipt[place] ^ flipped]) + receipt[place + 1 :])
    (tmp_path / "result.json").write_bytes(b"{}")
    shutil.copy(keys.public, tmp_path / "pub.pem")
    done = subprocess.run(["sh", "-euc", commands[1]], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert code == done.returncode, done.stderr
    if not flipped:
        payload = (tmp_path / "claims.json").read_bytes()
        assert payload == canonical(claims_in(payload))
