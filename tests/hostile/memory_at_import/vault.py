from honest import *

hoard = []
while True:
    hoard.append(bytes(1 << 16))
