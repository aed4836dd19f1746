"""Takes the first two parts of a token for all of it.

Fails: test_finds_keys_and_tokens, test_tells_each_secret_of_a_line_once
"""

KINDS = {
    "private_key": re.compile(r"(-----BEGIN (?:[A-Z]+ )*PRIVATE KEY-----)"),
    "access_key": re.compile(r"(?<![A-Za-z0-9])(AKIA[A-Z0-9]{16})(?![A-Za-z0-9])"),
    "token": re.compile(r"(?<![\w-])(eyJ[\w-]+\.eyJ[\w-]+)", re.ASCII),
    "url": re.compile(r"[a-z][a-z0-9+.-]*://[^\s/:@\"']*:([^\s/@\"']+)@", re.IGNORECASE),
    "assignment": re.compile(
        r"(?<![A-Za-z0-9])(?:\w*[_-])?(?:password|passwd|secret|token|api[_-]?key)[\"']?\s*[:=]\s*([\"'])(.{8,}?)\1",
        re.IGNORECASE | re.ASCII,
    ),
}
