"""A model of one cell's conversation: what a test gets follows from the frames that were sent, whatever their order.

A frame that nobody has asked for is the answer to the next question. So the model is a queue, and a word on how it
all ended.
"""

from __future__ import annotations

import os
import struct
from collections import deque
from collections.abc import Sequence
from contextlib import ExitStack
from typing import Any

import msgspec
import pytest
from hypothesis import assume, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from grader.harness.processes.zygote_client import End
from grader.harness.suite.remote import Remote, StudentError
from grader.harness.trial import Trial
from grader.harness.verdicts import CellCrashed, CellEnded, CellTimedOut
from grader.harness.wire.messages import HEADER, Violation, read_message
from grader.harness.wire.values import Handle, Writer

from .promises import told
from .stubs import Peer, StubCells, StubZygote, time_standing_still

SCALARS = st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.binary(max_size=20)
KEYS = st.text(max_size=5) | st.integers() | st.tuples(st.booleans(), st.binary(max_size=3))
VALUES = st.recursive(
    SCALARS,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(KEYS, inner, max_size=3)
        | st.tuples(inner, inner)
        | st.frozensets(KEYS, max_size=3)
    ),
    max_leaves=12,
)
CALLS = ("call", "item")
"""Two operations whose answers have different forms."""
ENVELOPE = {"now": 0.0, "sleeps": []}
NOTHING = Writer(lambda value: None)


def framed(message: dict[str, Any]) -> bytes:
    """A message as a cell sends it."""
    body = msgspec.json.encode({**ENVELOPE, **message})
    return HEADER.pack(len(body)) + body


class Conversations(RuleBasedStateMachine):
    """``ahead`` is what the cell has sent and the runner has not read: for which operation, what of, how many
    questions come first.
    """

    def __init__(self) -> None:
        super().__init__()
        self._stack = ExitStack()
        self._stack.enter_context(time_standing_still())
        self._zygote = StubZygote(End(0, 0.0, False))
        self.trial = Trial(StubCells(self._zygote, self._began))  # type: ignore[arg-type] # stands for Cells
        self.ahead: deque[tuple[str, Any, Sequence[bool]]] = deque()
        self.silent = False
        self.ended: CellEnded | None = None
        self.asked = 0
        self.called = 0
        self.called_back: list[Any] = []

    def _began(self, peer: Peer) -> None:
        self._peer = peer
        peer.send(framed({"type": "answer", "value": None}))

    @initialize()
    def begin(self) -> None:
        """The module is imported."""
        self.trial.student.start()
        self._link = self.trial.student._process
        self._link._values.reference(self.called_back.append)  # as if it had been passed before

    def teardown(self) -> None:
        """Nothing is left open, and the process is killed once."""
        self.trial.close()
        assert -1 == self._peer.line.connection.fileno()
        with pytest.raises(OSError, match="Bad file descriptor"):
            os.fstat(self._peer.line.output)
        assert [1] == self._zygote.killed
        self._peer.close()
        self._stack.close()

    # What the cell sends, at any time ----------------------------------------------------------------------------

    def _send(self, data: bytes) -> None:
        if not self.silent and self.ended is None:
            self._peer.send(data)

    def _will_be(self, operation: str, what: Any, questions: Sequence[bool] = ()) -> None:
        if not self.silent:
            self.ahead.append((operation, what, questions))

    @rule(operation=st.sampled_from(CALLS), value=VALUES, questions=st.lists(st.booleans(), max_size=3))
    def answers(self, operation: str, value: Any, questions: list[bool]) -> None:
        """With a value; before that it asks for a host that is not there, or calls the test's function."""
        http = {"type": "http", "method": "GET", "url": "http://a.test/", "headers": [], "body": "", "timeout": None}
        callback = {"type": "callback", "callback": 0, "args": [], "kwargs": []}
        form = NOTHING.form(value)
        made = form if operation == "item" else {"value": form, "changed": [], "place": None}
        frames = [callback | {"args": [form]} if call else http for call in questions]
        self._send(b"".join(map(framed, [*frames, {"type": "answer", "value": made}])))
        self._will_be(operation, value, questions)

    @rule(name=st.text(min_size=1, max_size=30), text=st.text(max_size=30))
    def raises(self, name: str, text: str) -> None:
        """An exception, which is an answer to anything."""
        error = {"names": [name, "Exception"], "text": text, "frames": [], "value": None}
        self._send(framed({"type": "raised", "error": error}))
        self._will_be("any", StudentError)

    @rule(body=st.binary(max_size=40))
    def sends_rubbish(self, body: bytes) -> None:
        """A frame of anything."""
        try:
            read_message(body)
            assume(False)
        except Violation:
            self._send(HEADER.pack(len(body)) + body)
            self._will_be("any", CellCrashed)

    @rule(number=st.integers(min_value=1) | st.integers(max_value=-1))
    def calls_what_it_was_never_given(self, number: int) -> None:
        """A function of the test's that does not exist."""
        self._send(framed({"type": "callback", "callback": min(max(number, -9), 9), "args": [], "kwargs": []}))
        self._will_be("any", CellCrashed)

    @rule(length=st.sampled_from(((64 << 10) + 1, 2**32 - 1)))
    def claims_a_huge_frame(self, length: int) -> None:
        """Nobody waits for it."""
        self._send(struct.pack(">I", length))
        self._will_be("any", CellCrashed)
        self.silent = True

    @rule(part=st.binary(max_size=3))
    def hangs_up(self, part: bytes) -> None:
        """Perhaps in the middle of a frame."""
        self._send(part)
        self._peer.hang_up(1)
        self._will_be("any", CellCrashed)
        self.silent = True

    @rule()
    def gets_stuck(self) -> None:
        """And says so."""
        self._send(framed({"type": "stuck"}))
        self._will_be("any", CellTimedOut)

    # What the test does ------------------------------------------------------------------------------------------

    @precondition(lambda self: self.ended is None)
    @rule(operation=st.sampled_from(CALLS))
    def asks(self, operation: str) -> None:
        """And gets what is next: a value, an exception of the student's, or the end of the cell."""
        made_for, what, questions = self.ahead.popleft() if self.ahead else ("any", CellTimedOut, ())
        self.asked += len(questions)
        self.called += sum(questions)
        found = self._outcome(operation)
        if isinstance(found, CellEnded):
            self.ended = found
        if made_for not in (operation, "any"):
            assert isinstance(found, CellCrashed)
        elif isinstance(what, type):
            assert isinstance(found, what)
        else:
            assert told(what) == told(found)

    @precondition(lambda self: self.ended is not None)
    @rule(operation=st.sampled_from(CALLS))
    def asks_again(self, operation: str) -> None:
        """A cell that has ended has ended for ever, for the same reason."""
        assert self.ended is self._outcome(operation)

    @rule()
    def reads_the_output(self) -> None:
        """Which can be read at any time."""
        assert "" == self.trial.student.output()

    @invariant()
    def answers_each_question_once(self) -> None:
        """And none that has not been asked."""
        self._peer.listen()
        assert self.asked == bytes(self._peer.time_passed).count(b'"op":"reply"')
        assert self.called == len(self.called_back)

    @invariant()
    def closes_what_has_ended(self) -> None:
        """And nothing else."""
        assert (self.ended is not None) == (self._peer.line.connection.fileno() == -1)

    def _outcome(self, operation: str) -> Any:
        module = Remote(self._link, Handle(0, "work", True, None))
        try:
            return module("text") if operation == "call" else module[0]
        except (StudentError, CellEnded) as error:
            return error


Conversations.TestCase.settings = settings(max_examples=150, stateful_step_count=30)
TestConversations = Conversations.TestCase
