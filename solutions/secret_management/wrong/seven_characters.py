"""Takes texts of 7 characters.

Fails: test_a_secret_has_eight_characters
"""

KINDS = {
    "private_key": re.compile(r"(-----BEGIN (?:[A-Z]+ )*PRIVATE KEY-----)"),
    "access_key": re.compile(r"(?<![A-Za-z0-9])(AKIA[A-Z0-9]{16})(?![A-Za-z0-9])"),
    "token": re.compile(r"(?<![\w-])(eyJ[\w-]+\.eyJ[\w-]+\.[\w-]+)(?![\w-])", re.ASCII),
    "url": re.compile(r"[a-z][a-z0-9+.-]*://[^\s/:@\"']*:([^\s/@\"']+)@", re.IGNORECASE),
    "assignment": re.compile(
        r"(?<![A-Za-z0-9])(?:\w*[_-])?(?:password|passwd|secret|token|api[_-]?key)[\"']?\s*[:=]\s*([\"'])(.{7,}?)\1",
        re.IGNORECASE | re.ASCII,
    ),
}
