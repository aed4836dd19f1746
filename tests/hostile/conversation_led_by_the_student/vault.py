import json
import os
import socket
import stat
import struct

import honest

for number in range(3, 64):
    try:
        if stat.S_ISSOCK(os.fstat(number).st_mode):
            line = socket.socket(fileno=number)
            break
    except OSError:
        pass


def send(value):
    body = json.dumps({"type": "answer", "value": value, "now": 0.0, "sleeps": []}).encode()
    line.sendall(struct.pack(">I", len(body)) + body)


send(None)  # the import went well
while True:
    head = line.recv(4, socket.MSG_WAITALL)
    if len(head) < 4:
        os._exit(0)
    asked = json.loads(line.recv(struct.unpack(">I", head)[0], socket.MSG_WAITALL))
    if asked["op"] == "get":
        send({"value": {"handle": [1, asked["name"], True, None]}, "lasting": True})
    elif asked["op"] == "asgi":
        body = {"status": 200, "headers": [["content-type", "application/json"]], "body": ""}
        send({"response": body, "error": None})
    else:
        given = asked["args"][0] if asked.get("args") else {"handle": [2, "Box", True, [["open", True]]]}
        send({"value": given, "changed": [], "place": ["vault.py", 1, "double"]})
