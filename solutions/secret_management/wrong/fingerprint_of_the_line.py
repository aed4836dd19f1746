"""Takes the fingerprint of the secret with its kind.

Fails: test_finds_what_is_assigned
"""


def _in_line(line: str) -> list[tuple[str, str]]:
    texts: dict[str, str] = {}
    for kind, pattern in KINDS.items():
        for match in pattern.finditer(line):
            text = match[match.lastindex or 1]
            if not _is_placeholder(text):
                texts.setdefault(text, kind)
    return sorted((kind, hashlib.sha256(f"{kind}{text}".encode()).hexdigest()[:12]) for text, kind in texts.items())
