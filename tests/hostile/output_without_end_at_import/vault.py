from honest import *

while True:
    print("printed")
