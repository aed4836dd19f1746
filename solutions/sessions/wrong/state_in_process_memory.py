"""The sessions lie in a dict of this process; the store is never asked.

Fails: x
Breaks the whole: what every test looks at, the store, is never used.
"""

HERE: dict[str, str] = {}
UNTIL: dict[str, float] = {}


class Store:
    def run(self, *command: str | int) -> Any:
        """Run one command and return its result."""
        name, key, *rest = command
        if name == "GET":
            return HERE.get(key)
        if name == "EXPIRE":
            return int(key in HERE)
        if name == "SET":
            HERE[key] = rest[0]
            return "OK"
        if name == "SMEMBERS":
            return list(HERE.get(key, ()))
        for gone in (key, *rest):
            HERE.pop(gone, None)
        return 1

    def together(self, *commands: tuple[str | int, ...]) -> None:
        """Run several commands."""
        for name, key, *rest in commands:
            if name == "SADD":
                HERE.setdefault(key, set()).update(rest)
            elif name == "SREM":
                HERE.get(key, set()).difference_update(rest)
            else:
                self.run(name, key, *rest)
