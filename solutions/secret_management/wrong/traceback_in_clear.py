"""Redacts message and arguments of a record, and leaves its traceback.

Fails: test_tracebacks_hold_no_secret
"""


class _Formatter(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        """The whole text at last: message, arguments and traceback."""
        known = self._redactor.text(record.getMessage())
        return super().format(logging.makeLogRecord({**record.__dict__, "msg": known, "args": ()}))
