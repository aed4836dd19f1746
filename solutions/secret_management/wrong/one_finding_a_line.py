"""Tells only one secret of a line.

Fails: test_tells_each_secret_of_a_line_once, test_tells_where_and_not_what
"""


def _in_line(line: str) -> list[tuple[str, str]]:
    texts: dict[str, str] = {}
    for kind, pattern in KINDS.items():
        for match in pattern.finditer(line):
            text = match[match.lastindex or 1]
            if not _is_placeholder(text):
                texts.setdefault(text, kind)
    return sorted((kind, hashlib.sha256(text.encode()).hexdigest()[:12]) for text, kind in texts.items())[:1]
