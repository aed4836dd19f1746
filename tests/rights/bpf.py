"""A processor for the few instructions that the seccomp filter uses, so that arm64's is tested on any machine."""

from __future__ import annotations

import struct
from collections.abc import Sequence

from grader.sandbox.rights.seccomp import JUMP_AT_LEAST, JUMP_EQUAL, JUMP_SET, LOAD_WORD, RETURN, Instruction


def verdict(program: Sequence[Instruction], audit: int, number: int, arguments: Sequence[int] = ()) -> int:
    """What the filter returns for this call (``struct seccomp_data``)."""
    padded = [value & (2**64 - 1) for value in (*arguments, *[0] * 6)][:6]
    data = struct.pack("<IIQ6Q", number, audit, 0, *padded)
    loaded, at = 0, 0
    while True:
        code, if_so, if_not, constant = program[at]
        at += 1
        if code == RETURN:
            return constant
        if code == LOAD_WORD:
            (loaded,) = struct.unpack_from("<I", data, constant)
            continue
        holds = {
            JUMP_EQUAL: loaded == constant,
            JUMP_SET: bool(loaded & constant),
            JUMP_AT_LEAST: loaded >= constant,
        }
        at += if_so if holds[code] else if_not
