"""idle and absolute that were given are ignored.

Fails: x
"""


class Sessions:
    def __init__(self, *, store: str = STORE, idle: int = IDLE, absolute: int = ABSOLUTE) -> None:
        self._store = Store(store)
        self._idle = IDLE
        self._absolute = ABSOLUTE
