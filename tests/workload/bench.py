#!/usr/bin/python3
"""What a scan costs: bench.py PROGRAM MEASURE [FILES] prints `name value unit` rows, of a seeded tree of 50,000 files of which one in
ten names images; and of one Dockerfile."""
import pathlib
import random
import subprocess
import sys
import tempfile

FILES, NAMING, SEED = 50_000, 10, 7
TAGS = ["ltsc2019", "ltsc2022", "ltsc2025", "1809", "20H2"]
REPOSITORIES = ["windows/servercore", "windows/nanoserver", "dotnet/sdk", "dotnet/aspnet", "powershell"]
DOCKERFILE = """# escape=`
ARG TAG={tag}
FROM mcr.microsoft.com/{repository}:${{TAG}} AS build
WORKDIR C:\\src
COPY . .
RUN dotnet restore `
    --locked-mode
RUN dotnet publish -c Release -o C:\\out
FROM mcr.microsoft.com/windows/nanoserver:{other}
COPY --from=build C:\\out C:\\app
ENTRYPOINT ["C:\\\\app\\\\app.exe"]
"""
COMPOSE = """services:
  web:
    image: mcr.microsoft.com/{repository}:{tag}
    isolation: process
    ports: ["80:80"]
  worker:
    image: mcr.microsoft.com/windows/servercore:{other}
    environment:
      A: "1"
"""
DEPLOYMENT = """apiVersion: apps/v1
kind: Deployment
metadata:
  name: app{n}
spec:
  replicas: 2
  selector: {{matchLabels: {{app: a}}}}
  template:
    metadata: {{labels: {{app: a}}}}
    spec:
      nodeSelector:
        kubernetes.io/os: windows
      containers:
        - name: app
          image: mcr.microsoft.com/{repository}:{tag}
        - name: side
          image: mcr.microsoft.com/windows/nanoserver:{other}
"""
WORKFLOW = """on: push
jobs:
  build:
    runs-on: windows-2022
    container: mcr.microsoft.com/{repository}:{tag}
    steps:
      - uses: actions/checkout@v4
      - run: dotnet build
"""
FORMS = [("Dockerfile", DOCKERFILE), ("docker-compose.yml", COMPOSE), ("deployment.yaml", DEPLOYMENT), (".github/workflows/ci.yml", WORKFLOW)]
OTHERS = ["main.go", "lib.py", "index.js", "README.md", "style.css", "values.yaml", "package.json", "Makefile", "notes.txt", "data.bin"]


def make_tree(root, files):
    draw = random.Random(SEED)
    for n in range(files):
        folder = root / f"part{n % 97}" / f"module{n // 97}"
        if n % NAMING == 0:
            name, text = FORMS[n // NAMING % len(FORMS)]
            text = text.format(n=n, tag=draw.choice(TAGS), other=draw.choice(TAGS), repository=draw.choice(REPOSITORIES))
        else:
            name = OTHERS[n % len(OTHERS)]
            text = f"key{n}: value\n" * draw.randrange(5, 120) if name != "package.json" else '{"name": "x", "version": "1.0.0"}\n'
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)


def measure(tool, runs, *command):
    done = subprocess.run([tool, str(runs), *command], capture_output=True, text=True, check=True)
    return tuple(int(value) for value in done.stdout.split())


def row(name, value, unit):
    print(f"{name:<28} {value:>12} {unit}")


def main():
    program, tool = sys.argv[1:3]
    files = int(sys.argv[3]) if len(sys.argv) > 3 else FILES
    scan = [program, "scan", "--offline", "--no-cache", "--fail-on", "never", "--host", "ws2022"]
    with tempfile.TemporaryDirectory() as name:
        root = pathlib.Path(name)
        make_tree(root / "tree", files)
        shortest, median, peak = measure(tool, 5, *scan, "-o", "ndjson", str(root / "tree"))
        row("scan-tree-files", files, "files")
        row("scan-tree-shortest", shortest // 1000, "ms")
        row("scan-tree-median", median // 1000, "ms")
        row("scan-tree-peak", peak, "KB")
        (root / "Dockerfile").write_text(DOCKERFILE.format(tag="ltsc2022", other="ltsc2022", repository="dotnet/sdk"))
        shortest, median, peak = measure(tool, 100, *scan, str(root / "Dockerfile"))
        row("scan-dockerfile-shortest", shortest, "µs")
        row("scan-dockerfile-median", median, "µs")
        row("scan-dockerfile-peak", peak, "KB")


if __name__ == "__main__":
    main()
