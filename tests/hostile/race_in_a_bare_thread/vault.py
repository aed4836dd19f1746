import _thread

import honest
from honest import *


class Till(honest.Till):
    def put(self, amount):
        done = _thread.allocate_lock()
        done.acquire()

        def add():
            self.total += amount
            done.release()

        _thread.start_new_thread(add, ())
        done.acquire()
