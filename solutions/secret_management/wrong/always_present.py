"""Says of each finding that it is still there.

Fails: test_the_history_forgets_nothing
"""


def scan_history(commits: Iterable[tuple[str, Mapping[str, str]]]) -> list[Finding]:
    commits = list(commits)
    first: dict[tuple[str, str, str], Finding] = {}
    last: set[tuple[str, str, str]] = set()
    for commit, files in commits:
        found = scan(files)
        last = {(one.path, one.kind, one.fingerprint) for one in found}
        for one in found:
            first.setdefault((one.path, one.kind, one.fingerprint), replace(one, commit=commit))
    return [replace(one, present=key in first) for key, one in first.items()]
