#!/usr/bin/python3
# Bad days: what the network and broken registries do. faulty.py PROGRAM prints TAP.
import json
import pathlib
import sys
import time
from concurrent.futures import ThreadPoolExecutor

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent / "cli")]

from faults import FaultProxy  # noqa: E402
from images import V2019, V2022, V2025, index_layout, push, single_layout  # noqa: E402
from parts import PASSWORD, USER, Registry, free_port  # noqa: E402
from tap import Program, Tap, finish, temporary  # noqa: E402

tap = Tap()
folder = temporary()
program = Program(sys.argv[1], folder)
(folder / "store").mkdir()
registry = Registry(folder, folder / "store")
proxy = FaultProxy(registry)
push(index_layout(folder / "index", [V2019, V2022, V2025]), f"{registry.host}/windows:index")
push(index_layout(folder / "plain", [V2019, V2022], plain=[V2022]), f"{registry.host}/windows:plain")
push(single_layout(folder / "single"), f"{registry.host}/windows:single")


def ask(reference, *options, timeout=60):
    start = time.time()
    p = program.run("image", "-o", "ndjson", *options, reference, timeout=timeout)
    lines = p.stdout.splitlines()
    image = json.loads(lines[0]) if lines else {}
    return p.returncode, image, str(image.get("error") or "") + p.stderr, time.time() - start


pool, asked = ThreadPoolExecutor(8), []


def reads(name, reference, *options, requests=None, fault=None, **facts):
    def judge(code, image, talk, _):
        made = proxy.since(fault) if fault else []
        wrong = {k: image.get(k) for k, v in facts.items() if image.get(k) != v}
        fine = code == 0 and not wrong and (requests is None or len(made) == requests)
        tap.ok(fine, name, f"exit {code}", talk, wrong, made)

    asked.append((judge, pool.submit(ask, reference, "--no-cache", *options)))


def fails(name, reference, *words, code=4, most=20, options=()):
    def judge(got, _, talk, seconds):
        missing = [w for w in words if w not in talk]
        tap.ok(got == code and not missing and seconds < most, name, f"exit {got}, {seconds:.1f} s", talk, f"missing: {missing}")

    asked.append((judge, pool.submit(ask, reference, "--no-cache", *options)))


def at(fault, tag="single"):
    return f"{proxy.host}/{fault}/windows:{tag}"


# As few requests as can be.
reads("an index that says enough costs one request", at("count-index", "index"), fault="count-index", requests=1)
reads("a single manifest costs two", at("count-single"), fault="count-single", requests=2, osVersion=V2022)
reads("an entry without a version costs two more", at("count-plain", "plain"), fault="count-plain", requests=3)
reads("an index without its children is read as far as it goes", at("sparse", "plain"))

# What passes by itself.
reads("429 with Retry-After is asked again", at("busy"), osVersion=V2022)
reads("500 twice is asked again", at("twice"), osVersion=V2022)
reads("a connection that is cut once is asked again", at("cut-once"), osVersion=V2022)

# What does not.
fails("an answer that is always cut", at("cut"), proxy.host, "its manifest", "ends before the answer")
fails("a server that says nothing", at("silent"), proxy.host, "its manifest")
fails("a server that stalls, with --timeout", at("stall"), proxy.host, "too slow", options=("--timeout", "2"), most=6)
fails("a wait that nobody sits out", at("busy-long"), "429", "slow down", "docker login", most=5)
fails("500 always", at("broken"), "500", "again later", most=10)
fails("a manifest that is not what its digest says", at("altered"), "hashes to", "altered or damaged")
fails("a config that is not what its digest says", at("altered-blob"), "its config", "hashes to")
fails("an endless answer", at("endless"), "sends more than")
fails("a page instead of a manifest", at("page"), "no JSON", "text/html", "portal")
fails("text instead of a manifest", at("text"), "no JSON", "text/plain")
fails("JSON that is cut", at("broken-json"), "windows:single", code=2)
fails("schema 1, by its name", at("schema-1"), "schema 1", code=2)
fails("an index that is called a manifest", at("mistyped", "index"), "sends an index and calls it", code=2)
fails("an index of 10,001 entries", at("many"), "10001 images", code=2)
reads("an index of 10,000 entries", at("many", "most"))
fails("a redirect to itself", at("round"), "redirects again and again")
fails("a redirect to a file", at("to-file"), proxy.host)
fails("a redirect with a login in it", at("with-login"), "astray")
fails("a challenge that nobody knows", at("odd-challenge"), "401")
fails("tokens from a host that is not encrypted", at("far-realm"), "not encrypted", most=5, options=("--creds", f"{USER}:{PASSWORD}"))
fails("a login that is wanted and not there", at("basic"), "wants a login", "docker login")
fails("a tag that is not there, with the near one", at("near", "singel"), "404", "did you mean the tag 'single'")
fails("a tag like no other", at("near2", "zzz"), "404", "the repository has no tag 'zzz'", "plain")
fails("a repository that is not there", f"{registry.host}/nothing:1", "404")
fails("a port where nobody listens", f"127.0.0.1:{free_port()}/x:1", "nobody answers there", most=5)
fails("a name that cannot be resolved", "registry.invalid/x:1", "registry.invalid", "resolve", most=15)

for judge, future in asked:  # most of them wait most of the time: they wait together
    judge(*future.result())

# Redirects, and what goes along.
code, image, talk, _ = ask(at("away"), "--no-cache")
tap.ok(code == 0 and image.get("osVersion") == V2022, "blobs and manifests may lie elsewhere", talk)
code, image, talk, _ = ask(at("away"), "--no-cache", "--creds", f"{USER}:{PASSWORD}")
tap.ok(code == 0 and all(sent is None for _, sent in proxy.elsewhere.log), "no Authorization follows a redirect to another host",
       proxy.elsewhere.log)

# Inference, where it is allowed.
code, image, talk, _ = ask(f"{proxy.host}/broken/windows/servercore:ltsc2019", "--no-cache", "--infer")
tap.ok(code == 0 and image["from"].get("osVersion") == "tag" and "the tag says was taken instead" in talk, "--infer reads the tag, and says so", talk)
code, image, talk, _ = ask(at("schema-1"), "--no-cache", "--infer")
tap.ok(code == 2, "--infer does not hide that an image is none", code, talk)

# A list in which one is bad.
names = folder / "list"
names.write_text("".join(f"{n}\n" for n in (at("ok"), at("broken2", "nothing"), at("ok", "index"), "os:10.0.20348.1", at("ok"))))
p = program.run("image", "-o", "ndjson", "--no-cache", "-f", names)
lines = [json.loads(line) for line in p.stdout.splitlines()]
tap.ok([bool(line.get("error")) for line in lines] == [False, True, False, False, False] and p.returncode == 4,
       "one line for each reference, in order", p.returncode, p.stdout)
tap.ok(len([1 for _, path in proxy.since("ok") if path.endswith("/single")]) == 1, "what is named twice is asked once", proxy.since("ok"))
p = program.run("check", "--no-cache", "--host", "ws2022", "--host", "ws2019", "-q", at("hosts", "index"))
tap.ok(len(proxy.since("hosts")) == 1 and p.stdout.split() == ["process", "process"], "two hosts, one request", p.stdout, p.stderr)

# A registry that is gone is found out once.
start = time.time()
names.write_text("".join(f"127.0.0.1:9/x:{i}\n" for i in range(500)))
p = program.run("image", "-o", "ndjson", "--no-cache", "-f", names)
tap.ok(time.time() - start < 5 and p.returncode == 4 and len(p.stdout.splitlines()) == 500, "500 images of a registry that is gone")

for value in ("0", "x", "-1", "1000000"):
    p = program.run("check", "--host", "ws2022", "--jobs", value, "os:10.0.20348.1")
    tap.ok(p.returncode == 2 and "--jobs" in p.stderr, f"--jobs {value} is refused", p.stderr)

registry.end()
finish(tap)
