"""Adds a handler at each call.

Fails: test_a_logger_keeps_up
"""


def make_logger(name: str, redactor: Redactor) -> logging.Logger:
    logger = logging.getLogger(name)
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_Formatter(redactor))
    logger.addHandler(handler)
    logger.setLevel(logging.INFO)
    logger.propagate = False
    return logger
