from honest import *
from forger import instead, message


class Till:
    total = 0

    def put(self, amount):
        """Asked for four times, of which three are told."""
        self.total += amount
        instead(message("answer", value=[{"value": None}] * 3))
