import threading

from honest import *
import honest
import raw


def asks(refused):
    raw.refuse(
        ("io_uring_setup", 8, bytes(120)),
        ("io_uring_enter", 0, 1, 0, 0, None, 0),
        ("io_uring_register", -1, 0, None, 0),
        ("io_setup", 8, bytes(8)),
        ("io_submit", 0, 1, None),
    )
    refused.append(True)


def double(number):
    refused = []
    thread = threading.Thread(target=asks, args=(refused,))
    thread.start()
    thread.join()
    return number * 2 if refused else None


honest.double = double
