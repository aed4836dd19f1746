"""Finds only what is called password.

Fails: test_finds_what_is_assigned
"""

KINDS = {
    "private_key": re.compile(r"(-----BEGIN (?:[A-Z]+ )*PRIVATE KEY-----)"),
    "access_key": re.compile(r"(?<![A-Za-z0-9])(AKIA[A-Z0-9]{16})(?![A-Za-z0-9])"),
    "token": re.compile(r"(?<![\w-])(eyJ[\w-]+\.eyJ[\w-]+\.[\w-]+)(?![\w-])", re.ASCII),
    "url": re.compile(r"[a-z][a-z0-9+.-]*://[^\s/:@\"']*:([^\s/@\"']+)@", re.IGNORECASE),
    "assignment": re.compile(
        r"(?<![A-Za-z0-9])(?:\w*[_-])?(?:password)[\"']?\s*[:=]\s*([\"'])(.{8,}?)\1",
        re.IGNORECASE | re.ASCII,
    ),
}
