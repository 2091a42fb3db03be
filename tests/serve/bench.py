#!/usr/bin/python3
# Benchmark of serve beside nginx: the same POST over TLS, keep-alive, 32 connections. bench.py PROGRAM prints `name value unit` a row.
import json
import os
import pathlib
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import time

sys.path[:0] = [str(pathlib.Path(__file__).resolve().parent), str(pathlib.Path(__file__).resolve().parent.parent / "cli")]
from parts import HERE, IMAGE, Hook, listed, node, pod, review  # noqa: E402
from tap import Program  # noqa: E402

SECONDS, CONNECTIONS = int(os.environ.get("BENCH_SECONDS", "5")), 32
home = pathlib.Path(tempfile.mkdtemp(prefix="wincompat-bench-"))
program = Program(sys.argv[1], home)


def row(name, value, unit):
    print(f"{name:<28} {value:>12} {unit}", flush=True)


def wrk(port, body):
    """Requests a second, and the 99th percentile in milliseconds."""
    script = home / "post.lua"
    script.write_text('wrk.method = "POST"\nwrk.headers["Content-Type"] = "application/json"\n'
                      f'local f = io.open("{body}", "rb")\nwrk.body = f:read("*all")\nf:close()\n'
                      'done = function(summary, latency) io.write(string.format("RESULT %d %d %d %d\\n", summary.requests, summary.duration,'
                      ' latency:percentile(99), summary.errors.status + summary.errors.read + summary.errors.write + summary.errors.timeout)) end\n', encoding="utf-8")
    done = subprocess.run(["wrk", "-t2", f"-c{CONNECTIONS}", f"-d{SECONDS}s", "-s", str(script), f"https://127.0.0.1:{port}/validate"],
                          capture_output=True, text=True, check=True)
    requests, micros, p99, errors = map(int, re.search(r"RESULT (\d+) (\d+) (\d+) (\d+)", done.stdout).groups())
    assert errors == 0, done.stdout
    return requests / micros * 1e6, p99 / 1000


def nginx(cert, key, port, answer):
    config = home / "nginx.conf"
    config.write_text(f"""worker_processes 2; pid {home}/nginx.pid; error_log {home}/nginx.log; daemon off;
events {{ worker_connections 1024; }}
http {{ access_log off; keepalive_requests 100000000; client_body_temp_path {home}/b; proxy_temp_path {home}/p; fastcgi_temp_path {home}/f;
 uwsgi_temp_path {home}/u; scgi_temp_path {home}/s; client_body_buffer_size 64k;
 server {{ listen 127.0.0.1:{port} ssl; ssl_certificate {cert}; ssl_certificate_key {key};
  location / {{ default_type application/json; return 200 '{answer}'; }} }} }}
""", encoding="utf-8")
    process = subprocess.Popen(["nginx", "-c", str(config)], stderr=subprocess.DEVNULL)
    time.sleep(0.5)
    return process


def peak(pid):
    return int(re.search(r"VmHWM:\s+(\d+)", pathlib.Path(f"/proc/{pid}/status").read_text(encoding="utf-8"))[1])


def pools(kinds, each):
    builds = ["10.0.17763.6775", "10.0.20348.2966", "10.0.26100.1742", "10.0.14393.7600"]
    return listed(*[node(f"n{k}-{i}", builds[k % 4], {"pool": f"p{k}"}) for k in range(kinds) for i in range(each)])


# --- Throughput ------------------------------------------------------------------------------------------------------
hook = Hook(program, home, "--offline", "--policy", "kubernetes", "--policy", "licensing", "--journal", home / "journal.db", nodes=pools(4, 25))
row("serve-ready", f"{hook.seconds_to_ready * 1000:.0f}", "ms")
asked = json.loads((HERE / "reviews" / "1.36-pod-create-minimal.json").read_text(encoding="utf-8"))
asked["request"]["object"]["spec"]["containers"][0]["image"] = IMAGE["2019"]
asked["request"]["object"]["spec"]["nodeSelector"]["node.kubernetes.io/windows-build"] = "10.0.17763"
body = home / "review.json"
body.write_text(json.dumps(asked, separators=(",", ":")), encoding="utf-8")
answer = hook.ask("/validate", body.read_bytes())[1].decode()
other = nginx(hook.cert, hook.key, hook.port + 1 if hook.port < 65000 else hook.port - 1, ("x" * 300) if not answer else answer[:300].ljust(300))
try:
    theirs = [wrk(hook.port + 1, body)]
    ours = [wrk(hook.port, body)]
    theirs.append(wrk(hook.port + 1, body))
    ours.append(wrk(hook.port, body))
finally:
    other.terminate()
best_theirs, best_ours = max(theirs), max(ours)
row("serve-rate", f"{best_ours[0]:.0f}", "1/s")
row("serve-p99", f"{best_ours[1]:.2f}", "ms")
row("nginx-rate", f"{best_theirs[0]:.0f}", "1/s")
row("nginx-p99", f"{best_theirs[1]:.2f}", "ms")
row("serve-rate-of-nginx", f"{best_ours[0] / best_theirs[0]:.2f}", "x")
row("serve-p99-of-nginx", f"{best_ours[1] / best_theirs[1]:.2f}", "x")
metrics = hook.ask("/metrics")[1].decode()
for name in ("written", "lost"):
    row(f"serve-journal-{name}", re.search(rf"wincompat_journal_{name}_total (\d+)", metrics)[1], "decisions")
row("serve-peak", f"{peak(hook.process.pid)}", "KB")
hook.end()

# --- A large cluster -------------------------------------------------------------------------------------------------
hook = Hook(program, home, "--offline", nodes=pools(12, 833), plain=True)
many = json.dumps(review(pod(*[IMAGE["2019"], IMAGE["2022"], IMAGE["2019-core"]] * 3 + ["mcr.microsoft.com/windows/servercore:ltsc2022"])) | {}).encode()
row("serve-ready-10000-nodes", f"{hook.seconds_to_ready * 1000:.0f}", "ms")
row("serve-peak-10000-nodes", f"{peak(hook.process.pid)}", "KB")
connection = hook.connect()
rounds = []
for _ in range(300):
    before = hook.ask("/metrics")[1].decode() if False else None
    began = time.perf_counter()
    hook.ask("/validate", many, connection)
    rounds.append(time.perf_counter() - began)
text = hook.ask("/metrics")[1].decode()
total, count = (float(re.search(rf"review_duration_seconds_{n} (\S+)", text)[1]) for n in ("sum", "count"))
row("serve-review-10-images", f"{total / count * 1e6:.0f}", "µs")
resident = int(re.search(r"VmRSS:\s+(\d+)", pathlib.Path(f"/proc/{hook.process.pid}/status").read_text(encoding="utf-8"))[1])
row("serve-memory-10000-nodes", f"{resident}", "KB")
hook.end()
shutil.rmtree(home, ignore_errors=True)
