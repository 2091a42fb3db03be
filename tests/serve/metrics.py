#!/usr/bin/python3
# /metrics as Prometheus reads it, and the end of the certificate: metrics.py PROGRAM prints TAP.
import datetime
import json
import os
import re
import subprocess
import sys

from cryptography import x509
from prometheus_client.parser import text_string_to_metric_families

from parts import MIXED, Hook, pod, review
from tap import Program, Tap, finish, temporary

tap = Tap()
home = temporary()
program = Program(sys.argv[1], home)
LONG = "site." + "x" * 55 + "-b"  # as long as ids may be, almost
(home / "policy.yaml").write_text(f"""format: 1
rules:
  - id: {LONG[:-2]}-a
    when: {{image.repository: mcr.microsoft.com/windows/nanoserver}}
    effect: refuse
    why: not this one
  - id: {LONG}
    when: {{image.repository: mcr.microsoft.com/windows/servercore}}
    effect: refuse
    why: not that one
""", encoding="utf-8")


def families(hook):
    """Every family by its name, strictly: what is said of it comes before its samples, once, and each sample once."""
    status, text = hook.ask("/metrics")
    text = text.decode()
    assert status == 200 and text.endswith("\n"), text[-100:]
    heads = re.findall(r"^# (HELP|TYPE) (\S+)", text, re.MULTILINE)
    samples = [line.rpartition(" ")[0] for line in text.splitlines() if not line.startswith("#")]
    tap.ok(len(heads) == len(set(heads)) and len(samples) == len(set(samples)), "each family and each sample is there once", text)
    found = {family.name: family for family in text_string_to_metric_families(text)}
    tap.ok(all(f.documentation and f.type != "unknown" and f.name.startswith("wincompat_") for f in found.values()), "each is described, and ours", list(found))
    return found


def value(found, name, **labels):
    return next((s.value for f in found.values() for s in f.samples if s.name == "wincompat_" + name and s.labels == labels), None)


hook = Hook(program, home, "--offline", "--policy", home / "policy.yaml", "--journal", home / "journal.db")
for name in ("windows/nanoserver", "windows/servercore", "windows/server"):
    hook.judge(review(pod(f"mcr.microsoft.com/{name}:ltsc2019", nodeName="w19-a")))
hook.judge({"apiVersion": "admission.k8s.io/v1", "kind": "AdmissionReview", "request": {"uid": "x"}})
found = families(hook)
tap.ok(value(found, "reviews_total", outcome="allowed") == 1 and value(found, "reviews_total", outcome="refused") == 2
       and value(found, "reviews_total", outcome="malformed") == 1, "decisions by outcome", found["wincompat_reviews"])
tap.ok(value(found, "rules_total", rule=LONG) == 1 and value(found, "rules_total", rule=LONG[:-2] + "-a") == 1, "and by rule, by the whole of its id", found.get("wincompat_rules"))
histogram = found["wincompat_review_duration_seconds"]
buckets = [s.value for s in histogram.samples if s.name.endswith("_bucket")]
tap.ok(histogram.type == "histogram" and buckets == sorted(buckets) and buckets[-1] == value(found, "review_duration_seconds_count") == 4
       and 0 < value(found, "review_duration_seconds_sum") < 4, "the histogram of latency", histogram)
tap.ok(all(value(found, name) is not None for name in ("images_found_total", "images_missed_total", "images_read_total", "images_failed_total", "images_late_total",
                                                        "images_known", "images_wanted", "journal_written_total", "journal_lost_total", "reloads_total",
                                                        "failed_reloads_total", "nodes", "node_classes")), "cache, registry, journal, reloads and nodes", list(found))
info = found["wincompat_info"].samples[0].labels
tap.ok(info["mode"] == "enforce" and json.loads(hook.ask("/version")[1])["data"] == info["data"], "what decides", info)
ends = x509.load_pem_x509_certificate(hook.cert.read_bytes()).not_valid_after.replace(tzinfo=datetime.timezone.utc).timestamp()
tap.ok(value(found, "certificate_expiry_timestamp_seconds") == ends, "the end of the certificate", value(found, "certificate_expiry_timestamp_seconds"), ends)
tap.ok("run out" not in hook.text(), "which is a month away: nobody hears of it")

# --- One that runs out -----------------------------------------------------------------------------------------------


def renew(days):
    subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-keyout", home / "key", "-out", home / "short",
                    "-days", str(days), "-subj", "/CN=short", "-addext", "subjectAltName=DNS:localhost"], check=True, capture_output=True)
    hook.cert.write_bytes((home / "short").read_bytes())
    os.replace(home / "key", hook.key)
    hook.wait_for("the certificate was read anew")


renew(3)
line = json.loads(hook.wait_for(r"^\{.*the certificate will run out.*$"))
tap.ok(line["level"] == "warning" and line["ends"].endswith("Z") and "--tls-cert" in line["do"], "one with three days left is said", line)
found = families(hook)
tap.ok(value(found, "certificate_expiry_timestamp_seconds") < ends and value(found, "reloads_total") >= 1, "and counted from then on")
tap.ok(hook.text().count("will run out") == 1, "once a day")
hook.end()

plain = Hook(program, home, "--offline", plain=True, nodes=MIXED)
found = families(plain)
tap.ok(value(found, "certificate_expiry_timestamp_seconds") is None, "without TLS there is none")
plain.end()
finish(tap)
