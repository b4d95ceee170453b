"""Pin every dependency with its hashes into requirements/*.lock, for any platform, naming no server.

Three files, each holding all of the one before it: what runs a house, what tests it, what measures it.
"""

import subprocess
import sys
import tempfile
import tomllib
import venv
from pathlib import Path

ROOT = Path(__file__).parent.parent


def main() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    wanted = project["project"]["dependencies"] + project["build-system"]["requires"]
    with tempfile.TemporaryDirectory() as place:
        venv.create(place, with_pip=True)
        python = Path(place) / "bin" / "python"
        subprocess.run([python, "-m", "pip", "install", "--quiet", "uv"], check=True)
        pin(python, "run", wanted)
        for group in ("test", "bench"):
            wanted = wanted + project["dependency-groups"][group]
            pin(python, group, wanted)


def pin(python: Path, name: str, wanted: list[str]) -> None:
    command = [python, "-m", "uv", "pip", "compile", "--universal", "--python-version", "3.11", "--quiet"]
    options = ["--generate-hashes", "--no-emit-index-url", "--no-header", "--no-annotate"]
    target = ROOT / "requirements" / f"{name}.lock"
    subprocess.run(
        [*command, *options, "-", "-o", target],
        input="\n".join(wanted),
        text=True,
        check=True,
        stdout=sys.stderr,
    )


if __name__ == "__main__":
    main()
