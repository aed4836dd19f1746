"""Redacts the message of a record without its arguments and its traceback.

Fails: test_logs_without_secrets
"""


class _Formatter(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        """The whole text at last: message, arguments and traceback."""
        known = self._redactor.text(str(record.msg))
        return super().format(logging.makeLogRecord({**record.__dict__, "exc_text": None, "msg": known}))
