#!/usr/bin/python3
# The facts of this machine, read by wincompat.exe under Wine from registries made up here. facts.py EXE PIPE-SERVER SERVICES prints TAP.
import json
import pathlib
import re
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "cli"))
from tap import Tap, finish  # noqa: E402
from prefix import CURRENT_VERSION, LOADER, PRODUCT_OPTIONS, SERVER, WINE_ITSELF, Number, Raw, Wine  # noqa: E402

EXE, PIPE_SERVER, SERVICES = (pathlib.Path(p).resolve() for p in sys.argv[1:4])
PIPE = r"\\.\pipe\docker_engine"
PATIENCE = 6  # seconds: the engine's pipe may take 2 of them

# What a Windows has in CurrentVersion besides the build; None is absent.
PLAIN = {"EditionID": None, "InstallationType": None, "ProductName": None, "DisplayVersion": None, "ReleaseId": None,
         "BuildLabEx": None, "UBR": None}

# Each scenario: its registry, the facts, and verdicts: (image, options, exit code, decision, isolation, launch).
SCENARIOS = {
    "Server 2019 Datacenter": {
        "build": "17763", "type": "ServerNT",
        "values": {"UBR": Number(6775), "EditionID": "ServerDatacenter", "InstallationType": "Server", "ReleaseId": "1809",
                   "ProductName": "Windows Server 2019 Datacenter", "BuildLabEx": "17763.1.amd64fre.rs5_release.180914-1434"},
        "facts": {"osVersion": "10.0.17763.6775", "product": "server", "edition": "datacenter", "installation": "server"},
        "verdicts": [("os:10.0.17763.6775", [], 0, "allow", "process", "as-is"),
                     ("os:10.0.20348", [], 1, "refuse", None, "impossible"),
                     ("os:10.0.14393", ["--isolation=hyperv"], 0, "allow", "hyperv", "needs-flag")],
    },
    "Windows 10 Pro 1909": {
        "build": "18363", "type": "WinNT",
        "values": {"UBR": Number(1556), "EditionID": "Professional", "InstallationType": "Client", "ReleaseId": "1909",
                   "ProductName": "Windows 10 Pro"},
        "facts": {"osVersion": "10.0.18363.1556", "product": "client", "edition": "pro", "installation": "client"},
        "verdicts": [("os:10.0.18363,family=nanoserver", [], 0, "allow", "hyperv", "as-is"),
                     ("os:10.0.18363,family=nanoserver", ["--isolation=process", "--purpose=production"], 1, "refuse", None, None),
                     ("os:10.0.20348", [], 1, "refuse", None, "impossible")],
    },
    "Server 2022": {
        "build": "20348", "type": "ServerNT",
        "values": {"UBR": Number(2340), "EditionID": "ServerDatacenter", "InstallationType": "Server", "DisplayVersion": "21H2",
                   "ProductName": "Windows Server 2022 Datacenter"},
        "facts": {"osVersion": "10.0.20348.2340", "product": "server", "edition": "datacenter", "installation": "server"},
        "verdicts": [("os:10.0.20348.2340", [], 0, "allow", "process", "as-is"),
                     ("os:10.0.17763", [], 1, "refuse", None, "needs-flag"),
                     ("os:10.0.17763", ["--isolation=auto"], 0, "allow", "hyperv", None)],
    },
    "Windows 11 25H2, which calls itself Windows 10 in ProductName": {
        "build": "26200", "type": "WinNT",
        "values": {"UBR": Number(6584), "EditionID": "Professional", "InstallationType": "Client", "DisplayVersion": "25H2",
                   "ProductName": "Windows 10 Pro"},
        "facts": {"osVersion": "10.0.26200.6584", "product": "client", "edition": "pro", "installation": "client"},
        "verdicts": [("os:10.0.26100", ["--isolation=process", "--purpose=development"], 0, "allow", "process", "needs-flag"),
                     ("os:10.0.20348", [], 0, "allow", "hyperv", "as-is"),
                     ("os:10.0.17763", ["--isolation=process"], 1, "refuse", None, None)],
    },
    "Enterprise multi-session, which calls itself a server": {
        "build": "22631", "type": "ServerNT",
        "values": {"UBR": Number(4317), "EditionID": "ServerRdsh", "InstallationType": "Client", "DisplayVersion": "23H2",
                   "ProductName": "Windows 10 Enterprise for Virtual Desktops"},
        "facts": {"osVersion": "10.0.22631.4317", "product": "client", "edition": "multi-session", "installation": "client"},
        "verdicts": [("os:10.0.20348", ["--purpose=test"], 0, "allow", "process", "as-is"),
                     ("os:10.0.17763", [], 1, "refuse", None, "needs-flag")],
    },
    "multi-session by its installation alone": {
        "build": "22631", "type": "ServerNT", "values": {"InstallationType": "Client"},
        "facts": {"osVersion": "10.0.22631", "product": "client", "edition": "multi-session", "installation": "client"},
        "verdicts": [("os:10.0.26100", [], 1, "refuse", None, "impossible")],
    },
    "Windows 11 Home": {
        "build": "22631", "type": "WinNT",
        "values": {"UBR": Number(4317), "EditionID": "Core", "InstallationType": "Client", "DisplayVersion": "23H2",
                   "ProductName": "Windows 10 Home"},
        "facts": {"osVersion": "10.0.22631.4317", "product": "client", "edition": "home", "installation": "client"},
        "verdicts": [("os:10.0.20348", [], 1, "refuse", None, "impossible"),
                     ("os:10.0.20348", ["--isolation=process", "--purpose=development"], 1, "refuse", None, "impossible")],
    },
    "Server Core 2025 Standard": {
        "build": "26100", "type": "ServerNT",
        "values": {"UBR": Number(1742), "EditionID": "ServerStandard", "InstallationType": "Server Core", "DisplayVersion": "24H2",
                   "ProductName": "Windows Server 2025 Standard"},
        "facts": {"osVersion": "10.0.26100.1742", "product": "server", "edition": "standard", "installation": "core"},
        "verdicts": [("os:10.0.26100.1742", [], 0, "allow", "process", "as-is"),
                     ("os:10.0.20348", [], 0, "allow", "process", "as-is"),
                     ("os:10.0.17763", [], 1, "refuse", None, "needs-flag")],
    },
}

SERVER_2019 = SCENARIOS["Server 2019 Datacenter"]

tap = Tap()


def registry_of(scenario):
    values = {"CurrentVersion": "10.0", "CurrentMajorVersionNumber": Number(10), "CurrentMinorVersionNumber": Number(0),
              "CurrentBuildNumber": scenario["build"], "CurrentBuild": scenario["build"], **PLAIN, **scenario["values"]}
    return {WINE_ITSELF: {"Version": None}, PRODUCT_OPTIONS: {"ProductType": scenario["type"]}, CURRENT_VERSION: values}


def host(wine, *args):
    """The Host object of this machine, its process, and the seconds it took."""
    start = time.monotonic()
    done = wine.run(EXE, "host", *args, "-o", "json")
    seconds = time.monotonic() - start
    try:
        return json.loads(done.stdout), done, seconds
    except ValueError:
        return {}, done, seconds


def shown(done):
    return f"exit {done.returncode}", done.stdout, done.stderr


def remarks(facts, name):
    return [r["text"] for r in facts.get("remarks", []) if r["fact"] == name]


def remarked(facts, name, part):
    return any(part in text for text in remarks(facts, name))


def check_verdict(wine, name, verdict):
    image, options, code, decision, isolation, launch = verdict
    done = wine.run(EXE, "check", "--offline", "--host", "local", "-o", "json", *options, image)
    try:
        v = json.loads(done.stdout)["verdicts"][0]
    except (ValueError, KeyError, IndexError):
        v = {}
    right = done.returncode == code and v.get("decision") == decision and v.get("isolation") == isolation
    tap.ok(right and (launch is None or v["launch"] == launch), f"{name}: {' '.join([image, *options])} is {decision}", *shown(done))


def try_scenario(wine, name, scenario):
    wine.set_registry(registry_of(scenario))
    wine.restart()
    facts, done, _ = host(wine)
    wanted = {"kind": "Host", "os": "windows", "architecture": "amd64", **scenario["facts"]}
    got = {key: facts.get(key) for key in wanted}
    tap.ok(done.returncode == 0 and got == wanted, f"{name}: the facts", f"wanted {wanted}", f"got    {got}", *shown(done))
    origins = facts.get("from", {})
    tap.ok(origins.get("osVersion") == "machine" and origins.get("revision", "registry") == "registry", f"{name}: their origins", origins)
    unknown = facts.get("hyperv"), facts.get("containers")
    tap.ok(unknown == ("unknown", "unknown"), f"{name}: Hyper-V and Containers are not known under Wine", unknown)
    for verdict in scenario["verdicts"]:
        check_verdict(wine, name, verdict)


def try_stock(wine):
    """Before anything was set: Debian's Wine is a Windows 7."""
    facts, done, _ = host(wine)
    tap.ok(str(facts.get("osVersion")).startswith("6.1.7601") and facts.get("product") == "client", "stock Wine: a Windows 7", *shown(done))
    tap.ok(facts.get("edition") is None and remarked(facts, "host.edition", "no EditionID"), "stock Wine: why no edition", *shown(done))
    check_verdict(wine, "stock Wine", ("os:10.0.17763", [], 3, "unknown", None, "unknown"))
    done = wine.run(EXE, "host")
    tap.ok(done.returncode == 0 and "[machine]" in done.stdout and "the registry has no UBR" in done.stdout, "host: a table, with origins",
           *shown(done))


def try_given(wine):
    """What is said by hand is added to what was read."""
    facts, done, _ = host(wine, "local,hyperv=yes,engine=docker:28.0.1,name=here")
    right = facts.get("hyperv") == "yes" and facts.get("name") == "here" and facts.get("osVersion") == "10.0.17763.6775"
    tap.ok(right and facts["from"].get("hyperv") == "given", "local,key=value", *shown(done))
    done = wine.run(EXE, "host", "local,revision=1")
    tap.ok(done.returncode == 2 and "contradicts" in done.stderr, "local,revision= that contradicts", *shown(done))
    done = wine.run(EXE, "check", "-q", "os:10.0.17763.6775")
    tap.ok(done.returncode == 0 and done.stdout.split() == ["process"], "check: local is the default", *shown(done))
    facts, _, _ = host(wine)
    (wine.folder / "here.json").write_text(json.dumps(facts))
    again, done, _ = host(wine, "@here.json")
    same = {key: again.get(key) for key in ("osVersion", "product", "edition", "from")}
    tap.ok(same == {key: facts.get(key) for key in same}, "what host printed can be given back", facts, *shown(done))


# Values that are missing, of the wrong type, or hostile: what becomes of the fact, and what is said of it.
BAD_VALUES = [
    ("UBR is missing", {"UBR": None}, "osVersion", "10.0.17763", "host.revision", "no UBR"),
    ("UBR is a text", {"UBR": "6775"}, "osVersion", "10.0.17763", "host.revision", "UBR is no number"),
    ("UBR is binary", {"UBR": Raw("hex:77,1a")}, "osVersion", "10.0.17763", "host.revision", "UBR is no number"),
    ("UBR is no revision", {"UBR": Number(0xFFFFFFFF)}, "osVersion", "10.0.17763", "host.revision", "no revision"),
    ("EditionID is a number", {"EditionID": Number(7), "ProductName": None}, "edition", None, "host.edition", "EditionID is no text"),
    ("EditionID is missing, ProductName is not", {"EditionID": None}, "edition", "datacenter", "host.edition", "no EditionID"),
    ("EditionID is empty", {"EditionID": "", "ProductName": None}, "edition", None, "host.edition", "empty"),
    ("EditionID is nonsense", {"EditionID": "Zzz\x1b[31m"}, "edition", None, "host.edition", "Zzz?[31m"),
    ("EditionID is a client's", {"EditionID": "Professional"}, "edition", None, "host.edition", "that is a client's"),
    ("EditionID is too long", {"EditionID": "S" * 9000, "ProductName": None}, "edition", None, "host.edition", "too long"),
    ("EditionID has no end", {"EditionID": Raw("hex(1):43,00,6f,00,72,00,65,00,00,d8,41")}, "edition", None, "host.edition", "Core"),
    ("InstallationType is binary", {"InstallationType": Raw("hex:01")}, "installation", None, "host.installation", "no text"),
    ("InstallationType is nonsense", {"InstallationType": "Client\u202e"}, "installation", None, "host.installation", "Client"),
]


def try_bad_values(wine):
    for name, values, key, wanted, fact, why in BAD_VALUES:
        wine.set_registry(registry_of({**SERVER_2019, "values": {**SERVER_2019["values"], **values}}))
        facts, done, _ = host(wine)
        right = done.returncode == 0 and facts.get(key, "absent") == wanted and facts.get("product") == "server"
        tap.ok(right and remarked(facts, fact, why), f"registry: {name}", *shown(done))
    wine.set_registry({**registry_of(SERVER_2019), WINE_ITSELF: {"Version": "win10"}})
    wine.restart()
    facts, done, _ = host(wine)
    right = str(facts.get("osVersion")).count(".") == 2 and remarked(facts, "host.revision", "of the build '17763'")
    tap.ok(right, "registry: UBR of another build than the one that runs", *shown(done))


INFO = {"OSType": "windows", "OSVersion": "10.0.17763", "OperatingSystem": "Windows Server 2019 Datacenter", "Driver": "windowsfilter",
        "Architecture": "x86_64", "ServerVersion": "28.0.1", "Isolation": "hyperv", "Name": "BUILD-01"}


def http(body, status="200 OK", chunked=False):
    if not chunked:
        return f"HTTP/1.1 {status}\r\nContent-Length: {len(body)}\r\n\r\n{body}"
    pieces = [body[i:i + 50] for i in range(0, len(body), 50)]
    text = "".join(f"{len(p):x}\r\n{p}\r\n" for p in pieces)
    return f"HTTP/1.1 {status}\r\nTransfer-Encoding: chunked\r\n\r\n{text}0\r\n\r\n"


# What listens on the pipe, and what is said of the engine; None: its facts are read.
ENGINES = [
    ("silent", None, "does not answer within"),
    ("deaf", None, "does not answer within"),
    ("dribble", None, "does not answer within"),
    ("busy", None, "does not answer within"),
    ("hangup", None, "in its middle"),
    ("endless", None, "holds more than"),
    ("answer", http(json.dumps(INFO)), None),
    ("answer", http(json.dumps(INFO), chunked=True), None),
    ("answer", http('{"message":"no"}', "500 Internal Server Error"), "HTTP status 500"),
    ("answer", http(json.dumps({**INFO, "OSType": "linux"})), "no Windows containers"),
    ("answer", http("<html>"), "the engine's answer"),
    ("answer", "SSH-2.0-OpenSSH\r\n", "no HTTP"),
]


class Engine:
    """The fake engine in one of its modes; a context."""

    def __init__(self, wine, mode, answer):
        (wine.folder / "answer.http").write_bytes((answer or "").encode())
        self.server = wine.start(PIPE_SERVER, mode, "answer.http")
        self.ready = self.server.stdout.readline().strip() == "ready"

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.server.kill()
        self.server.wait()
        self.server.stdout.close()


def try_engine(wine, mode, answer, why):
    with Engine(wine, mode, answer) as engine:
        ready = engine.ready
        facts, done, seconds = host(wine)
    name = f"engine: {mode} {(answer or '').splitlines()[:1]}"
    tap.ok(ready and done.returncode == 0 and seconds < PATIENCE, f"{name}: within the time", f"{seconds:.1f} s", *shown(done))
    if why:
        tap.ok(facts.get("engine", 1) is None and remarked(facts, "host.engine", why), f"{name}: why not", *shown(done))
        return
    wanted = {"kind": "docker", "version": "28.0.1", "store": "graphdriver", "defaultIsolation": "hyperv", "cri": False}
    origins = facts.get("from", {})
    right = facts.get("engine") == wanted and origins.get("engine.version") == "engine" and facts.get("containers") == "yes"
    tap.ok(right and facts.get("osVersion") == "10.0.17763.6775", f"{name}: the facts", *shown(done))


def try_docker(wine):
    """--host docker asks the same pipe, where nothing names another engine."""
    with Engine(wine, "answer", http(json.dumps(INFO))):
        facts, done, _ = host(wine, "docker")
    right = done.returncode == 0 and facts.get("osVersion") == "10.0.17763" and facts["engine"]["version"] == "28.0.1"
    tap.ok(right, "--host docker: over the pipe", *shown(done))
    done = wine.run(EXE, "host", "docker")
    tap.ok(done.returncode == 4 and "docker_engine" in done.stderr, "--host docker: nobody there", *shown(done))


def try_engines(wine):
    wine.set_registry(registry_of(SERVER_2019))
    wine.restart()
    facts, done, seconds = host(wine)
    tap.ok(remarked(facts, "host.engine", "nobody listens on " + PIPE), "engine: none", f"{seconds:.1f} s", *shown(done))
    for mode, answer, why in ENGINES:
        try_engine(wine, mode, answer, why)


def try_services(wine):
    """The service manager's answers; Start is 3 on demand, 4 disabled."""
    key = r"HKEY_LOCAL_MACHINE\SYSTEM\CurrentControlSet\Services" + "\\"
    program = {"Type": Number(16), "ErrorControl": Number(1), "ImagePath": r"C:\windows\system32\nothing.exe"}
    wine.set_registry({key + "vmcompute": {**program, "Start": Number(3)}, key + "hns": {**program, "Start": Number(4)}})
    wine.restart()
    done = wine.run(SERVICES, "vmcompute", "hns", "vmms", "RpcSs", "")
    states = [line.split()[1] for line in done.stdout.splitlines() if " " in line]
    tap.ok(states[:3] == ["stopped", "disabled", "absent"] and states[3] in ("stopped", "running"), "services", *shown(done))
    facts, done, _ = host(wine)
    tap.ok(facts.get("containers") == "unknown", "services of Wine prove nothing", *shown(done))


NETWORK = re.compile(r"trace:winsock:\w*(connect|socket|getaddrinfo|GetAddrInfo|sendto)\w*", re.IGNORECASE)


def try_network(wine):
    wine.run(EXE, "version")  # Wine's own start asks for the name of its machine
    done = wine.run(EXE, "check", "-q", "--host", "local", "os:10.0.17763.6775", env={"WINEDEBUG": "+winsock"})
    calls = sorted({m.group(0) for m in NETWORK.finditer(done.stderr)})
    tap.ok(done.returncode == 0 and not calls, "check --host local makes no network access", *calls)


def main():
    if not LOADER or not SERVER:
        tap.skip("the facts of a Windows machine", "Wine is not installed")
        return
    with Wine() as wine:
        try_stock(wine)
        for name, scenario in SCENARIOS.items():
            try_scenario(wine, name, scenario)
        try_scenario(wine, "Server 2019 again", SERVER_2019)
        try_given(wine)
        try_bad_values(wine)
        try_engines(wine)
        try_docker(wine)
        try_services(wine)
        try_network(wine)


main()
finish(tap)
