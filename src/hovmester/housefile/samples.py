"""The sample houses that come with the package: their names and their texts.

They live in `examples/` of the repository and are packed into the wheel (`pyproject.toml`, force-include).
"""

from pathlib import Path

_PACKAGE = Path(__file__).parents[1]
_FOLDERS = (_PACKAGE / "examples", _PACKAGE.parents[1] / "examples")  # installed; in a checkout

SAMPLE = "porterhouse"


def sample(name: str = SAMPLE) -> str:
    """The text of a sample house; raises LookupError naming those there are."""
    for folder in _FOLDERS:
        if (path := folder / f"{name}.toml").is_file():
            return path.read_text(encoding="utf-8")
    raise LookupError(f"there is no sample house {name!r}; there are {', '.join(samples())}")


def samples() -> list[str]:
    return sorted({path.stem for folder in _FOLDERS for path in folder.glob("*.toml")})
