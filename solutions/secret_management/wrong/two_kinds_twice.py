"""Tells a secret twice that two kinds find.

Fails: test_tells_each_secret_of_a_line_once
"""


def _in_line(line: str) -> list[tuple[str, str]]:
    texts: dict[str, str] = {}
    for kind, pattern in KINDS.items():
        for match in pattern.finditer(line):
            text = match[match.lastindex or 1]
            if not _is_placeholder(text):
                texts.setdefault(kind + " " + text, kind)
    return sorted(
        (kind, hashlib.sha256(key.partition(" ")[2].encode()).hexdigest()[:12]) for key, kind in texts.items()
    )
