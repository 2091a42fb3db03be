#!/usr/bin/python3
# The log of serve: lines in order and whole, and a reader who falls asleep. log.py PROGRAM prints TAP.
import http.client
import json
import re
import signal
import subprocess
import sys
import threading

from parts import IMAGE, MIXED, pod, review
from tap import Program, Tap, finish, temporary

tap = Tap()
home = temporary()
program = Program(sys.argv[1], home)
MANY = 6000  # of 250 bytes: more than a pipe and the room for lines on their way take together
(home / "nodes.json").write_text(json.dumps(MIXED), encoding="utf-8")


class Served:
    """`wincompat serve` whose standard error is a pipe."""

    def __init__(self):
        self.process = subprocess.Popen([program.path, "serve", "--listen", "127.0.0.1:0", "--no-tls", "--no-journal", "--offline", "--nodes", home / "nodes.json"],
                                        stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, env=program.environment(), bufsize=0)
        line = b""
        while not line.endswith(b"\n"):
            line += self.process.stderr.read(1)
        self.connection = http.client.HTTPConnection("127.0.0.1", int(re.search(rb":(\d+)$", line.strip())[1]), timeout=5)

    def ask(self, uid):
        self.connection.request("POST", "/validate", json.dumps(review(pod(IMAGE["2019"]), uid=uid)), {"Content-Type": "application/json"})
        return json.loads(self.connection.getresponse().read())["response"]["allowed"]


# --- Somebody reads --------------------------------------------------------------------------------------------------
served, lines = Served(), []
reader = threading.Thread(target=lambda: lines.extend(served.process.stderr.read().splitlines()))
reader.start()
allowed = [served.ask(f"u{n}") for n in range(500)]
served.process.send_signal(signal.SIGTERM)
reader.join()
uids = [line["uid"] for line in map(json.loads, lines) if line["message"] == "decided"]
tap.ok(all(allowed) and uids == [f"u{n}" for n in range(500)], "a line for each decision, in order", len(uids))
tap.ok(served.process.wait(10) == 0 and json.loads(lines[-1])["message"].startswith("ending"), "the last lines are written before it ends", lines[-1:])

# --- Nobody does -----------------------------------------------------------------------------------------------------
served = Served()
tap.ok(all(served.ask(f"u{n}") for n in range(MANY)), "nobody reads: every review is answered")
lines = []
reader = threading.Thread(target=lambda: lines.extend(served.process.stderr.read().splitlines()))
reader.start()
served.ask("last")
served.process.send_signal(signal.SIGTERM)
reader.join()
said = [json.loads(line) for line in lines]
notes = [line["lines"] for line in said if line["message"].startswith("lines of this log are missing")]
tap.ok(notes and len(said) - len(notes) + sum(notes) == MANY + 2, "what was lost is said, and counted: of all decisions and the end", notes, len(said))
tap.ok(served.process.wait(10) == 0, "and it ends well")
finish(tap)
