"""Open a visit log: a file in an embedded DuckDB that keeps its memory bounded, or a table in a database or
on Spark."""

import glob
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import ibis
import ibis.expr.types as ir

from hovmester.outside.visits.errors import CannotOpen
from hovmester.outside.visits.files import SEPARATORS, TEXT, Kind, encoding_of, kind_of, separator_of

MEMORY = "5GB"  # what DuckDB may hold; Python's own part comes on top and stays well below 2 GB
DENSE_BITS = (
    18  # sums by small whole numbers stand in a plain array where value and bucket fit into so many bits
)
ROOM, ROOM_PACKED = 2.5, 7  # disk needed while working: times the size of a text, of a packed file
FILES = ("duckdb", "spark")  # what reads files, where `--on` names no database
ABLE = ("duckdb", "pyspark")  # backends that can do all of it themselves
BACKENDS = {"duckdb", "_duckdb", "ibis", "pyarrow", "pyspark", "py4j", "psycopg", "sqlite3", "sqlglot"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """`backend` is an Ibis backend. Any: ibis has no common type for its backends that mypy can see."""

    backend: Any
    visits: ir.Table
    long: ir.Table | None
    mends: ir.Table | None


@contextmanager
def opened(
    source: str, *, long: str | None = None, mends: str | None = None, on: str = "duckdb", memory: str = MEMORY,
    threads: int | None = None,
) -> Iterator[Opened]:  # fmt: skip
    """The tables, open for as long as the work lasts. `on`: duckdb, spark, or an Ibis URL such as duckdb://house.db.

    Raises: CannotOpen with what to do.
    """
    with tempfile.TemporaryDirectory(prefix="hovmester-") as place:
        backend = _connect(on, Path(place), memory, threads, [s for s in (source, long) if s])
        tables = {"visits": _table(backend, source, on), "long": _table(backend, long, on) if long else None,
                  "mends": _table(backend, mends, on) if mends else None}  # fmt: skip
        if backend.name not in ABLE:
            backend = _embedded(Path(place), memory, threads)
            tables = {name: _brought(backend, name, table) for name, table in tables.items()}
        log = Opened(backend=backend, **tables)
        try:
            yield log
        except Exception as error:  # rows are read while the work goes on, and may be damaged anywhere
            if type(error).__module__.split(".")[0] not in BACKENDS:
                raise
            if "out of memory" in str(error).lower():
                raise CannotOpen(
                    f"{memory} of memory are too little for {source}; give more with --memory."
                ) from error
            raise CannotOpen(f"{source} cannot be read to its end: {_why(error)}.") from error


def _connect(on: str, place: Path, memory: str, threads: int | None, sources: list[str]) -> Any:  # see Opened
    if on == "duckdb":
        _enough_room(place, sources)
        return _embedded(place, memory, threads)
    if on == "spark":
        return _spark(threads)
    try:
        return ibis.connect(_located(on))
    except CannotOpen:
        raise
    except Exception as error:  # every backend has its own kinds of failure
        raise CannotOpen(
            f"Cannot connect to {on.rsplit('@', maxsplit=1)[-1]}: {error}. Give --on duckdb, spark or an Ibis URL."
        ) from error


def _located(on: str) -> str:
    """The URL with the path of a database that is a file; `sqlite:///house.sqlite` may also mean one beside us.

    Connecting would make an empty database where there is none.
    """
    kind, _, path = on.partition("://")
    if kind not in ("sqlite", "duckdb"):
        return on
    for one in (path, path.removeprefix("/")):
        if Path(one).is_file():
            return f"{kind}://{Path(one).absolute()}"
    raise CannotOpen(f"There is no database {path}. Give --on {kind}:// and the path of its file.")


def _embedded(place: Path, memory: str, threads: int | None) -> Any:  # see Opened
    settings = {
        "memory_limit": memory,
        "temp_directory": str(place / "spill"),
        "preserve_insertion_order": False,
        "perfect_ht_threshold": DENSE_BITS,
    }
    try:
        return ibis.duckdb.connect(**settings, **({"threads": threads} if threads else {}))
    except Exception as error:  # duckdb's own, of a kind for each setting
        raise CannotOpen(f"--memory must be a size such as 5GB, got {memory!r}.") from error


def _brought(home: Any, name: str, table: ir.Table | None) -> ir.Table | None:  # see Opened
    """A copy in the embedded DuckDB of a table in a database that lacks what is asked of it, a batch at a time."""
    if table is None:
        return None
    home.con.register("batches", table.to_pyarrow_batches(chunk_size=100_000))
    home.con.execute(f"create table {name} as from batches")
    home.con.unregister("batches")
    return home.table(name)


def _spark(threads: int | None) -> Any:  # see Opened
    if shutil.which("java") is None:
        raise CannotOpen(
            "Spark needs Java 17 or newer and there is no java on the path; install it, or leave --on away."
        )
    try:
        from pyspark.sql import SparkSession
    except ImportError as error:
        raise CannotOpen("Spark is not installed: pip install pyspark pandas; or leave --on away.") from error
    session = SparkSession.builder.master(f"local[{threads or '*'}]").appName("hovmester unsaid")
    for key, value in {"spark.sql.session.timeZone": "UTC", "spark.ui.enabled": "false", "spark.driver.memory": "4g",
                       "spark.sql.shuffle.partitions": "8", "spark.log.level": "ERROR",
                       "spark.ui.showConsoleProgress": "false"}.items():  # fmt: skip
        session = session.config(key, value)
    return ibis.pyspark.connect(session.getOrCreate())


def _enough_room(place: Path, sources: list[str]) -> None:
    found = [Path(name) for source in sources for name in glob.glob(source) or [source]]
    sizes = {path: path.stat().st_size for path in found if path.is_file()}
    size = sum(sizes.values())
    needed = sum(n * (ROOM if path.suffix.lower() in TEXT else ROOM_PACKED) for path, n in sizes.items())
    free = shutil.disk_usage(place).free
    if needed > free:
        raise CannotOpen(
            f"The log is {size / 1e9:.1f} GB; working on it needs about {needed / 1e9:.0f} GB of disk and "
            f"{place.parent} has {free / 1e9:.1f} GB free. Set TMPDIR to a larger disk, turn CSV into Parquet first, "
            "or use --on with a database or Spark."
        )


def _table(backend: Any, source: str, on: str) -> ir.Table:  # see Opened
    kind = kind_of(source, tables=on not in FILES)
    if kind is None:
        return _named_table(backend, source, on)
    try:
        return (
            _read_text(backend, source, on)
            if kind is Kind.TEXT
            else _plain_zones(backend.read_parquet(source))
        )
    except CannotOpen:
        raise
    except Exception as error:  # every backend has its own kinds of failure
        raise CannotOpen(f"Cannot read {source}: {_why(error)}.") from error


def _plain_zones(table: ir.Table) -> ir.Table:
    """Moments with a zone to the nanosecond, for which ibis has no type, to the microsecond."""
    odd = [c for c, kind in table.schema().items() if kind.is_unknown() and "TIMESTAMPTZ" in str(kind)]
    return table.mutate(**{c: table[c].cast("timestamp('UTC')") for c in odd}) if odd else table


def _read_text(backend: Any, source: str, on: str) -> ir.Table:  # see Opened
    """Every column as text: what is a date or a figure is decided by us, once, the same on every backend."""
    path = Path(source)
    encoding = encoding_of(path)
    separator = separator_of(path, encoding)
    if on == "spark":
        return backend.read_csv(
            source,
            header=True,
            inferSchema=False,
            sep=separator,
            encoding="iso-8859-1" if encoding == "latin-1" else encoding,
            quote='"',
            escape='"',
            multiLine=True,
        )
    table = backend.read_csv(source, all_varchar=True, header=True, encoding=encoding)
    heading = table.columns[0]
    if len(table.columns) == 1 and any(mark in heading for mark in SEPARATORS):
        raise CannotOpen(
            f"{source} cannot be split into columns: not every line has as many cells as the heading, {heading!r}."
        )
    return table


def _why(error: Exception) -> str:
    """What a backend says, without the row it stumbled over: that is a guest's."""
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    told = [line for line in lines[:3] if not line.startswith(("Original Line", "LINE ", "^", "Possible"))]
    return "; ".join(told[:2]).rstrip(".") or type(error).__name__


def _named_table(backend: Any, name: str, on: str) -> ir.Table:  # see Opened
    try:
        return backend.table(name)
    except Exception as error:
        hint = (
            "There is no file"
            if on == "duckdb"
            else f"There is no table in {on.rsplit('@', maxsplit=1)[-1]} called"
        )
        raise CannotOpen(
            f"{hint} {name}. Give a CSV or Parquet file, or a table's name with --on."
        ) from error
