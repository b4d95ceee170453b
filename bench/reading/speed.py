"""Speed, on one core: the cascade over a review mix, one tweet at a time, cold start, memory.

Throughput and tweets are measured with words, models and encoder loaded: what loading takes is the cold start's.
"""

import json
import subprocess
import sys
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from statistics import median, quantiles
from typing import Any

from bench.reading.kinds import complaints
from hovmester.engines.reading import read
from hovmester.engines.reading.model import Vocabulary

NOW = datetime(2026, 11, 18, 13, tzinfo=UTC)
TWEETS = (
    "Hey @Mortons – can you meet me at Newark airport with a porterhouse when I land in two hours? K, thanks 🙂",
    "Waited 50 minutes for a lukewarm salmon. Never again.",
    "kunnen jullie me om half acht op Schiphol een biefstuk brengen?",
    "kan dere møte meg på Gardermoen med en entrecôte om to timer?",
    "the playlist tonight, perfect",
)
OTHERS = (  # each loads the words of its language, and the last the language model
    "pouvez-vous apporter deux steaks demain soir à huit heures ?",
    "¿pueden traer dos filetes mañana a las ocho de la tarde?",
    "können Sie morgen Abend um acht zwei Steaks bringen?",
    "kan I komme med to bøffer i morgen aften klokken otte?",
    "kan ni komma med två biffar i morgon kväll klockan åtta?",
    "quanto costa la pizza?",
)


def review_mix(data: Path, each: int = 250) -> list[str]:
    from bench.reading.absa import semeval

    return [
        sentence.text
        for language in ("en", "nl", "fr", "es")
        for sentence in semeval(data / "absa" / f"semeval16_{language}_train.xml")[:each]
    ]


def measure(data: Path) -> list[dict[str, Any]]:
    mix = review_mix(data)
    _load([*mix[100::50], *TWEETS, *OTHERS])
    rows = [
        {"what": "cascade, messages a second", "value": round(len(mix) / _cpu_s(mix, careful=False))},
        {"what": "careful, messages a second", "value": round(100 / _cpu_s(mix[:100], careful=True))},
    ]
    tweets = [row.text for row in complaints(data / "intent" / "complaint_tweets.csv", 400)]
    times = sorted(_one_ms(text) for text in tweets)  # each once: what was read a moment ago is remembered
    rows.append({"what": "one tweet, p50 ms", "value": round(median(times), 2)})
    rows.append({"what": "one tweet, p99 ms", "value": round(quantiles(times, n=100)[98], 2)})
    rows.append({"what": "memory of read, MB", "value": _memory_mb([*mix[::10], *TWEETS, *OTHERS])})
    rows.append({"what": "cold start of read, s", "value": round(_cold_s(), 2)})
    return rows


def _load(texts: Sequence[str]) -> None:
    """Reads texts in all languages that will be met, none of which is read carefully again."""
    for text in texts:
        read(text, vocabulary=Vocabulary(), now=NOW, zone="UTC")


def _cpu_s(texts: Sequence[str], *, careful: bool) -> float:
    start = time.process_time()
    for text in texts:
        read(text, vocabulary=Vocabulary(), now=NOW, zone="UTC", careful=careful)
    return time.process_time() - start


def _one_ms(text: str) -> float:
    start = time.process_time()
    read(text, vocabulary=Vocabulary(), now=NOW, zone="UTC", careful=True)
    return (time.process_time() - start) * 1000


def _memory_mb(texts: Sequence[str]) -> int:
    """The most a process of its own held that read these carefully, with encoder and language model loaded.

    Its own peak: `ru_maxrss` would begin with that of the process which starts it.
    """
    code = (
        "import json, sys; from datetime import datetime; from pathlib import Path;"
        "from hovmester.engines.reading import read; from hovmester.engines.reading.model import Vocabulary;"
        "now = datetime.fromisoformat(sys.argv[1]);"
        "[read(text, vocabulary=Vocabulary(), now=now, zone='UTC') for text in json.load(sys.stdin)];"
        "print(Path('/proc/self/status').read_text().split('VmHWM:')[1].split()[0])"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code, NOW.isoformat()],
        input=json.dumps(texts).encode(),
        stdout=subprocess.PIPE,
        check=True,
    )
    return round(int(ran.stdout) / 1024)


def _cold_s() -> float:
    command = [sys.executable, "-c", "from hovmester.cli.main import main; main()", "read", "-", "--json"]
    took = []
    for _ in range(3):
        start = time.perf_counter()
        subprocess.run(
            command, input=b'{"id": 1, "text": "a steak at 8 please"}\n', stdout=subprocess.PIPE, check=True
        )
        took.append(time.perf_counter() - start)
    return median(took)
