"""The commands of the session store: strings, sets, and times to live, with the answers and errors of Redis.

Each is a function of the keyspace and the command's arguments. ``execute`` finds it by name and checks how many
arguments there are. Source: https://redis.io/docs/latest/commands/
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType

from mocks.session_store.keyspace import Keyspace, RedisError

Result = str | int | list[str] | None
Command = Callable[[Keyspace, list[str]], Result]

_MOST = 2**63 - 1
_SHOWN = 128
"""Characters of a stranger's text in an error."""
_UNITS = {"EX": 1000, "PX": 1, "EXAT": 1000, "PXAT": 1}
"""Options that set a time to live, and how many milliseconds their unit has."""


def execute(keyspace: Keyspace, command: Sequence[str]) -> Result:
    """Run one command, its name first. Raises RedisError, and then nothing has changed."""
    function = check(command)
    result = function(keyspace, list(command[1:]))
    keyspace.tell()
    return result


def check(command: Sequence[str]) -> Command:
    """Return the function for a command. Raises RedisError if the name is unknown or the number of arguments wrong."""
    if not command:
        raise RedisError("ERR empty command")
    name = command[0].upper()
    if name not in COMMANDS:
        shown = "".join(f"'{text[:_SHOWN]}' " for text in command[1:4])
        raise RedisError(f"ERR unknown command '{command[0][:_SHOWN]}', with args beginning with: {shown}")
    function, least, most = COMMANDS[name]
    if not least <= len(command) - 1 <= most:
        raise RedisError(f"ERR wrong number of arguments for '{name.lower()}' command")
    return function


# ---------------------------------------------------------------------- strings


def _get(keyspace: Keyspace, args: list[str]) -> Result:
    return keyspace.text(args[0])


def _set(keyspace: Keyspace, args: list[str]) -> Result:
    key, value, *rest = args
    options = _options(rest, {*_UNITS, "KEEPTTL"}, {"NX", "XX"}, {"GET"})
    ends = _ends(keyspace, options, "set")
    before = keyspace.text(key) if "GET" in options else None
    entry = keyspace.find(key)
    if "KEEPTTL" in options and entry is not None:
        ends = entry.ends
    skipped = entry is not None if "NX" in options else entry is None if "XX" in options else False
    if not skipped:
        keyspace.put(key, value, ends)
        _drop_if_over(keyspace, key, ends)
    if "GET" in options:
        return before
    return None if skipped else "OK"


def _getex(keyspace: Keyspace, args: list[str]) -> Result:
    key, *rest = args
    options = _options(rest, {*_UNITS, "PERSIST"})
    value, entry = keyspace.text(key), keyspace.find(key)
    if entry is not None and options:
        entry.ends = _ends(keyspace, options, "getex")
        _drop_if_over(keyspace, key, entry.ends)
    return value


def _getdel(keyspace: Keyspace, args: list[str]) -> Result:
    value = keyspace.text(args[0])
    keyspace.remove(args[0])
    return value


# ---------------------------------------------------------------------- keys and times


def _del(keyspace: Keyspace, args: list[str]) -> Result:
    return sum(keyspace.remove(key) for key in args)


def _exists(keyspace: Keyspace, args: list[str]) -> Result:
    return sum(keyspace.find(key) is not None for key in args)


def _expire(unit: int, name: str) -> Command:
    def expire(keyspace: Keyspace, args: list[str]) -> Result:
        key, amount, *rest = args
        options = {word.upper() for word in rest}
        _check_conditions(options)
        ends = keyspace.now() + _milliseconds(amount, unit, name)
        entry = keyspace.find(key)
        if entry is None or not _allowed(options, entry.ends, ends):
            return 0
        entry.ends = ends
        _drop_if_over(keyspace, key, ends)
        return 1

    return expire


def _check_conditions(options: set[str]) -> None:
    """Refuse options that EXPIRE does not have, or not together."""
    for option in options - {"NX", "XX", "GT", "LT"}:
        raise RedisError(f"ERR Unsupported option {option[:_SHOWN]}")
    if "NX" in options and len(options) > 1:
        raise RedisError("ERR NX and XX, GT or LT options at the same time are not compatible")
    if {"GT", "LT"} <= options:
        raise RedisError("ERR GT and LT options at the same time are not compatible")


def _allowed(options: set[str], before: int | None, ends: int) -> bool:
    """Return whether EXPIRE may set this end: a key without one counts as endless for GT and LT."""
    return not (
        ("NX" in options and before is not None)
        or ("XX" in options and before is None)
        or ("GT" in options and (before is None or ends <= before))
        or ("LT" in options and before is not None and ends >= before)
    )


def _ttl(unit: int) -> Command:
    def ttl(keyspace: Keyspace, args: list[str]) -> Result:
        entry = keyspace.find(args[0])
        if entry is None:
            return -2
        return -1 if entry.ends is None else (entry.ends - keyspace.now() + unit // 2) // unit

    return ttl


def _persist(keyspace: Keyspace, args: list[str]) -> Result:
    entry = keyspace.find(args[0])
    if entry is None or entry.ends is None:
        return 0
    entry.ends = None
    return 1


# ---------------------------------------------------------------------- sets


def _sadd(keyspace: Keyspace, args: list[str]) -> Result:
    key, *new = args
    members = keyspace.members(key)
    added = set(new) - members
    if keyspace.find(key) is None:
        keyspace.put(key, members)
    members |= added
    return len(added)


def _srem(keyspace: Keyspace, args: list[str]) -> Result:
    key, *old = args
    members = keyspace.members(key)
    removed = set(old) & members
    members -= removed
    if not members:  # a set without members is no key
        keyspace.remove(key)
    return len(removed)


def _smembers(keyspace: Keyspace, args: list[str]) -> Result:
    return sorted(keyspace.members(args[0]))


def _sismember(keyspace: Keyspace, args: list[str]) -> Result:
    return int(args[1] in keyspace.members(args[0]))


def _scard(keyspace: Keyspace, args: list[str]) -> Result:
    return len(keyspace.members(args[0]))


def _options(words: list[str], *groups: set[str]) -> dict[str, str]:
    """Read options, at most one of each group, with the value behind those that have one. Raises RedisError."""
    found: dict[str, str] = {}
    rest = iter(words)
    for word in rest:
        name = word.upper()
        group = next((group for group in groups if name in group), None)
        if group is None or group & found.keys():
            raise RedisError("ERR syntax error")
        found[name] = next(rest, "") if name in _UNITS else ""
    return found


def _ends(keyspace: Keyspace, options: Mapping[str, str], name: str) -> int | None:
    """Return the end that EX, PX, EXAT or PXAT sets, None without one."""
    for option in options.keys() & _UNITS.keys():
        amount = _milliseconds(options[option], _UNITS[option], name)
        if amount <= 0:
            raise _invalid_expire(name)
        return amount if option.endswith("AT") else keyspace.now() + amount
    return None


def _milliseconds(text: str, unit: int, name: str) -> int:
    digits = text.removeprefix("-")
    if not (digits.isascii() and digits.isdigit() and len(digits) < 20 and abs(int(text)) <= _MOST):
        raise RedisError("ERR value is not an integer or out of range")
    if abs(int(text)) * unit > _MOST // 2:
        raise _invalid_expire(name)
    return int(text) * unit


def _invalid_expire(name: str) -> RedisError:
    return RedisError(f"ERR invalid expire time in '{name}' command")


def _drop_if_over(keyspace: Keyspace, key: str, ends: int | None) -> None:
    """Remove a key whose end was set into the past, as Redis does at once."""
    if ends is not None and ends <= keyspace.now():
        keyspace.remove(key)


_MANY = 10_000
COMMANDS: Mapping[str, tuple[Command, int, int]] = MappingProxyType(
    {
        "GET": (_get, 1, 1),
        "SET": (_set, 2, _MANY),
        "GETEX": (_getex, 1, _MANY),
        "GETDEL": (_getdel, 1, 1),
        "DEL": (_del, 1, _MANY),
        "EXISTS": (_exists, 1, _MANY),
        "EXPIRE": (_expire(1000, "expire"), 2, _MANY),
        "PEXPIRE": (_expire(1, "pexpire"), 2, _MANY),
        "TTL": (_ttl(1000), 1, 1),
        "PTTL": (_ttl(1), 1, 1),
        "PERSIST": (_persist, 1, 1),
        "SADD": (_sadd, 2, _MANY),
        "SREM": (_srem, 2, _MANY),
        "SMEMBERS": (_smembers, 1, 1),
        "SISMEMBER": (_sismember, 2, 2),
        "SCARD": (_scard, 1, 1),
    }
)
"""Name to function, and the least and the largest number of arguments."""
