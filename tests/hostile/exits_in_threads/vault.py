import _thread
import ctypes
import os
import sys
import threading

import honest
from honest import *


def beside(work, *arguments):
    thread = threading.Thread(target=work, args=arguments)
    thread.start()
    thread.join()


def double(number):
    beside(sys.exit, 0)
    beside(_thread.exit)
    _thread.interrupt_main()


def fetch(key):
    beside(os._exit, 0)
    return honest.fetch(key)


def withdraw(balance, amount):
    beside(sys.exit, 0)
    return honest.withdraw(balance, amount)


def patient(key):
    """SystemExit comes out of nowhere, in the main thread."""
    here = threading.get_ident()
    raised = ctypes.py_object(SystemExit)
    beside(ctypes.pythonapi.PyThreadState_SetAsyncExc, ctypes.c_ulong(here), raised)
    while True:
        pass


def visit(items, look):
    """The callback is asked for by a thread that nobody takes turns with; it does not wait for the reply."""
    asked = _thread.allocate_lock()
    asked.acquire()

    def leave():
        asked.release()
        os._exit(0)

    for item in items:
        look(item)
    _thread.start_new_thread(leave, ())
    asked.acquire()
    while True:
        pass


honest.double = double
