"""One writes a name of a namespace, as only exec and classes do; one has a number so large that it has a prefix. What
is right of the two is told.
"""

import honest
from honest import *

MANY = "; ".join(f"name_{number}" for number in range(300))
made = {}
exec(f"def add(self, amount):\n    if amount is None: {MANY}\n    self.rest = 0\n    self.other += amount\n", made)


class Till(honest.Till):
    def __init__(self):
        self.one = self.other = 0

    @property
    def total(self):
        return max(self.one, self.other)

    def put(self, amount):
        exec("one += amount", {"amount": amount}, vars(self))
        made["add"](self, amount)
