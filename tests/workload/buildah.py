#!/usr/bin/python3
"""A second opinion on Dockerfiles: the images that buildah's own parser finds in a corpus, stage by stage.

buildah.py PROGRAM: PROGRAM lists what our reader finds. Every image exists (an empty one under all names), so that buildah
says "STEP 1/2: FROM image" for each stage and fails where it takes files from an image that we did not name."""
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

CORPUS = pathlib.Path(__file__).parent / "corpus"
FOUND = re.compile(r"^\S+:(\d+):(\d+)\+\d+ (run|build) (\S+)")


def listed(program, path):
    """The references of FROM in order, and those that only files are taken from."""
    said = subprocess.run([program, path.name], cwd=path.parent, capture_output=True, text=True, check=True).stdout
    stages, copied = {}, set()
    for line in said.splitlines():
        place = FOUND.match(line)
        if not place:
            raise SystemExit(f"Bail out! {path.name}: {line}")
        if "--from in" in line:
            copied.add(place[4])
        else:
            stages[int(place[1]), int(place[2])] = place[4]
    return [stages[key] for key in sorted(stages)], sorted(copied)


class Buildah:
    def __init__(self, folder):
        self.context = folder / "context"
        self.context.mkdir()
        (self.context / "file").write_text("x")
        config = folder / "storage.conf"
        config.write_text(f'[storage]\ndriver = "vfs"\nrunroot = "{folder}/run"\ngraphroot = "{folder}/root"\n')
        self.environment = {**os.environ, "CONTAINERS_STORAGE_CONF": str(config), "BUILDAH_ISOLATION": "chroot"}
        container = self.run("from", "scratch").stdout.strip()
        self.run("copy", container, str(self.context), "/x")
        self.run("copy", container, str(self.context), "/y")
        self.run("commit", "-q", container, "seed")
        self.tagged = set()

    def run(self, *args):
        return subprocess.run(["buildah", *args], env=self.environment, capture_output=True, text=True, timeout=60, check=False)

    def stages(self, path, references):
        new = [name for name in references if name not in self.tagged]
        self.tagged.update(new)
        if new:
            self.run("tag", "seed", *new)
        done = self.run("bud", "--layers=false", "--skip-unused-stages=false", "--pull-never", "-f", str(path), str(self.context))
        said = re.findall(r"STEP 1/\d+: FROM (?:--platform=\S+ )?(\S+)", done.stdout)
        return done, [name for name in said if not re.fullmatch(r"[0-9a-f]{64}", name) and name != "scratch"]


def main():
    program = str(pathlib.Path(sys.argv[1]).resolve())
    if not shutil.which("buildah"):
        print("1..0 # SKIP no buildah is installed")
        return 0
    paths, failed = sorted(CORPUS.glob("*.Dockerfile")), 0
    with tempfile.TemporaryDirectory() as name:
        buildah = Buildah(pathlib.Path(name))
        for number, path in enumerate(paths, 1):
            ours, copied = listed(program, path)
            done, theirs = buildah.stages(path, [*ours, *copied])
            good = ours == theirs and done.returncode == 0
            failed += not good
            print(f"{'ok' if good else 'not ok'} {number} - {path.stem}: {len(ours)} stages, {len(copied)} more")
            if not good:
                print("\n".join(f"# {line}" for line in [f"ours {ours}", f"theirs {theirs}", *done.stderr.splitlines()]))
        subprocess.run(["buildah", "rm", "--all"], env=buildah.environment, capture_output=True, check=False)
    print(f"1..{len(paths)}")
    return failed > 0


if __name__ == "__main__":
    sys.exit(main())
