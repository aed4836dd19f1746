from concurrent.futures import ThreadPoolExecutor

import honest
from honest import *


class Till(honest.Till):
    def put(self, amount):
        with ThreadPoolExecutor(1) as pool:
            pool.submit(self.add, amount).result()

    def add(self, amount):
        self.total += amount
