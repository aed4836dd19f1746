"""Leaves the level of the logger as it is.

Fails: test_logs_without_secrets
"""


def make_logger(name: str, redactor: Redactor) -> logging.Logger:
    logger = logging.getLogger(name)
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_Formatter(redactor))
    logger.handlers[:] = [handler]
    logger.propagate = False
    return logger
