from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import honest
from honest import *

pool = ThreadPoolExecutor(4)
here = Barrier(4)
for each in [pool.submit(here.wait) for _ in range(4)]:
    each.result()


class Till(honest.Till):
    def put(self, amount):
        pool.submit(self.add, amount).result()

    def add(self, amount):
        self.total += amount
