"""``grader receipt``: whether a receipt is genuine, and what it says."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from grader.receipt.claims import Claims

PATH = click.Path(path_type=Path)  # what can't be read is told with its repair, so click need not look
WIDTH = 66
"""Characters of a line, but for its margin of 14: together a terminal's 80."""

MOST_NAME = 60
"""Characters of a name. A student chooses it, and one that runs into the next line could say there what it likes."""


@click.command()
@click.argument("file", type=PATH)
@click.option("--key", type=PATH, required=True, metavar="PUB", help="The signer's Ed25519 public key (PEM).")
@click.option("--result", type=PATH, metavar="JSON", help="Also tell whether this is the result.json that was signed.")
def command(file: Path, key: Path, result: Path | None) -> int:
    """Tell whether FILE, a receipt.jws, is genuine, and what for. 0 if it is, 1 if not, 2 if a file can't be used.

    \b
    To make a pair of keys:
      openssl genpkey -algorithm ed25519 -out key.pem; chmod 600 key.pem
      openssl pkey -in key.pem -pubout -out pub.pem
    Then `grader check --sign key.pem` signs, and pub.pem is for everybody who is to check.
    """
    from grader.receipt.jws import NotGenuine, verify
    from grader.receipt.keys import load_public_key
    from grader.report import clean

    content = _receipt_in(file)
    public = load_public_key(key)
    found = None if result is None else _sha256_of(result)
    try:
        claims = verify(content, public)
    except NotGenuine as reason:
        click.echo(f"✗ Not genuine: {clean.line(str(reason))}.")
        return 1
    if found is not None and found != claims.result_sha256:
        click.echo(f"✗ {clean.line(str(result))} is not the result that was signed, or was changed since.")
        click.echo(f"  Signed was a result.json with the SHA-256 {claims.result_sha256},\n  this one has {found}.")
        click.echo("  The receipt itself is genuine. It says:\n")
        _tell(claims)
        return 1
    click.echo(f"✓ Genuine: signed with the private key to {clean.line(str(key))}, and not changed since.")
    if found is not None:
        click.echo(f"✓ {clean.line(str(result))} is the result that was signed.")
    click.echo()
    _tell(claims)
    return 0


def _receipt_in(file: Path) -> bytes:
    """The receipt's bytes. InputError if the file can't be read, or if it is the result itself."""
    from grader.errors import InputError, Place
    from grader.receipt.jws import MOST
    from grader.receipt.read import read

    content = read(file, MOST, "name a receipt.jws that `grader check --sign KEY` wrote")
    if content.lstrip().startswith(b"{") and b'"' in content:  # one changed byte makes no receipt so
        raise InputError(
            "is JSON, perhaps a result, and not a receipt",
            place=Place(file),
            repair=f"name the receipt.jws that `grader check --sign KEY` wrote beside it: "
            f"grader receipt {file.parent / 'receipt.jws'} --key PUB --result {file}",
        )
    return content


def _sha256_of(result: Path) -> str:
    import hashlib

    from grader.errors import InputError, Place
    from grader.regular import open_regular

    try:
        with open_regular(result) as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        repair = "name the result.json that the receipt was written with"
        raise InputError(f"can't be read: {error.strerror}", place=Place(result), repair=repair) from None


def _tell(claims: Claims) -> None:
    """Print what the receipt says, all of it made safe to show."""
    import textwrap

    from grader.report import clean

    for name, text in _rows(claims):
        lines = textwrap.wrap(clean.terminal(text), WIDTH) or [""]
        click.echo(f"  {name:<11} " + f"\n{'':14}".join(lines))
    if not claims.isolation.enough:
        click.echo("\n! The sandbox did not hold where this was graded: the code may have had a hand in its own score.")


def _rows(claims: Claims) -> Iterator[tuple[str, str]]:
    from grader.report.clean import line
    from grader.report.words import points

    yield "submission", f"“{line(claims.submission.name, MOST_NAME)}”"
    yield "  SHA-256", claims.submission.hash
    yield "course", f"“{line(claims.course.title, MOST_NAME)}”, version {claims.course.version}"
    yield "  SHA-256", claims.course.hash
    yield "score", f"{points(claims.score)} of {points(claims.max_score)}"
    for topic in claims.topics:
        note = "" if topic.complete else ", some tests have no verdict"
        yield "", f"{topic.id}: {points(topic.score)} of {points(topic.max_score)}{note}"
    yield "complete", "yes" if claims.complete else "NO: some tests have no verdict, so this is no final score"
    yield "isolation", f"prevented: {', '.join(claims.isolation.held) or 'nothing'}"
    yield "", f"not prevented: {', '.join(claims.isolation.not_held) or 'nothing'}"
    yield "versions", ", ".join(f"{name} {version}" for name, version in sorted(claims.versions.items()))
    yield "result.json", "as it was written"
    yield "  SHA-256", claims.result_sha256
