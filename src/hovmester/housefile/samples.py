"""The sample houses that come with the package: their names and their texts.

They live in `examples/` of the repository; `hovmester/samples` is a link to it, and in a wheel the folder itself.
"""

from pathlib import Path

FOLDER = Path(__file__).parents[1] / "samples"
SAMPLE = "porterhouse"


def sample(name: str = SAMPLE) -> str:
    """The text of a sample house; raises LookupError naming those there are."""
    if name not in samples():
        raise LookupError(f"there is no sample house {name!r}; there are {', '.join(samples())}")
    return (FOLDER / f"{name}.toml").read_text(encoding="utf-8")


def samples() -> list[str]:
    return sorted(path.stem for path in FOLDER.glob("*.toml"))
