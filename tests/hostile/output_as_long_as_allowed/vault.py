import os

from honest import *

os.write(1, b"\x00\xff<b>&" * 9000)
