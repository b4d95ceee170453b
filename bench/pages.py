"""How long Heard and the Board take in a house with 100,000 messages and 200 running promises.

Each page is asked for over HTTP on loopback from a house as `hovmester serve` runs it, one request after the other, by
a signed-in head waiter; the time is until the last byte. SQLite and PostgreSQL.

    python -m bench.pages             both databases, figures to bench/results/pages.csv
    python -m bench.pages --quick     SQLite with 10,000 messages; writes nothing
"""

import csv
import http.client
import os
import random
import sys
import time
from datetime import datetime, timedelta
from pathlib import Path

from bench.intake import a_house, ask

RESULTS = Path(__file__).parent / "results" / "pages.csv"
ASKED = 120  # requests for each page, after a few to warm up
WARM_UP = 5
AIM_MS = 100
MESSAGES, PROMISES = 100_000, 200
PAGES = {
    "heard": "/heard/",
    "heard, wishes": "/heard/?kind=wish",
    "heard, rare filters": "/heard/?kind=praise&state=answered&language=nb&channel=ask",
    "heard, nothing fits": "/heard/?kind=complaint&state=set-aside&language=nl",
    "heard, everything, far back": "/heard/?state=all&before=40000",
    "heard, a common word": "/heard/?state=all&q=table",
    "heard, a rare word": "/heard/?state=all&q=zwaluw",
    "heard, two words, one begun": "/heard/?state=all&q=blunt+kni",
    "heard, what arrived": "/heard/arrivals/?after=99990",
    "board": "/",
    "board, what changed": "/board/",
}


def main(quick: bool) -> None:
    rows = []
    for database in ("sqlite",) if quick else ("sqlite", "postgresql"):
        with a_house(database) as (_server, port, _secret, environment):
            environment |= {"BENCH_MESSAGES": str(MESSAGES // 10 if quick else MESSAGES)}
            cookie = ask(environment, "fill", module="bench.pages")
            rows += [measure(database, name, path, port, cookie) for name, path in PAGES.items()]
    tell(rows)
    if not quick:
        with RESULTS.open("w", newline="") as file:
            writer = csv.DictWriter(file, list(rows[0]))
            writer.writeheader()
            writer.writerows(rows)


def tell(rows: list[dict[str, object]]) -> None:
    print(f"database    page                            p50 ms   p95 ms   KB   (aim: p95 {AIM_MS} ms)")
    for row in rows:
        print(f"{row['database']:<11} {row['page']:<30} {row['p50_ms']:>7} {row['p95_ms']:>8} {row['kb']:>4}")


def measure(database: str, name: str, path: str, port: int, cookie: str) -> dict[str, object]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    waits, size = [], 0
    for n in range(WARM_UP + ASKED):
        began = time.perf_counter()
        connection.request("GET", path, headers={"Cookie": cookie})
        response = connection.getresponse()
        size = len(response.read())
        if n >= WARM_UP:
            waits.append(1000 * (time.perf_counter() - began))
        if response.status not in {200, 204}:
            raise SystemExit(f"{path} answered {response.status}")
    waits.sort()
    return {
        "database": database,
        "page": name,
        "messages": MESSAGES,
        "promises": PROMISES,
        "cores": os.cpu_count(),
        "load": round(os.getloadavg()[0], 1),
        "requests": ASKED,
        "p50_ms": round(waits[ASKED // 2], 1),
        "p95_ms": round(waits[int(ASKED * 0.95)], 1),
        "kb": size // 1024,
    }


def fill() -> None:
    """Inside the house: its messages, read already, its promises, and the cookie of a signed-in head waiter."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "hovmester.house.settings"
    import django

    django.setup()
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore
    from django.db import connection

    from hovmester.house.ledger import clock
    from hovmester.house.people.models import Person

    now = clock.now()
    draw = random.Random(1)
    fill_messages(int(os.environ["BENCH_MESSAGES"]), now, draw)
    fill_promises(now, draw)
    if connection.vendor == "postgresql":  # as its own housekeeping does within a minute
        connection.cursor().execute("ANALYZE")
    person = Person.objects.filter(role="head-waiter").first()
    session = SessionStore()
    session[SESSION_KEY] = str(person.pk)
    session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    session.save()
    print(f"sessionid={session.session_key}")


WORDS = {
    "en": "could you bring a table for four with cake and the knife was blunt but lovely evening thank you",
    "nl": "kunnen jullie een tafel voor vier met taart en het mes was bot maar een fijne avond dank je wel table",
    "nb": "kan dere ta med et bord til fire med kake og kniven var sløv men en fin kveld tusen takk table",
}


def fill_messages(count: int, now: datetime, draw: random.Random) -> None:
    from hovmester.house.hearing.models import Channel, Message
    from hovmester.house.hearing.search import words_of

    channels = list(Channel.objects.all())
    for first in range(0, count, 2_000):
        messages = []
        for n in range(first, min(first + 2_000, count)):
            language = draw.choices(("en", "nl", "nb"), (6, 3, 1))[0]
            words = draw.choices(WORDS[language].split(), k=draw.randint(5, 45))
            text = " ".join([*words, *(["zwaluw"] if n % 9_973 == 0 else [])])
            at = now - timedelta(minutes=count - n)
            kinds = [draw.random() < share for share in (0.2, 0.15, 0.3)]
            state = draw.choices(("new", "wish", "answered", "set-aside"), (3, 7, 70, 20))[0]
            messages.append(
                Message(
                    channel=draw.choice(channels),
                    external_id=f"b{n}",
                    author=f"@guest{n % 5_000}",
                    author_name=f"Guest {n % 5_000}",
                    text=text,
                    words=words_of(text, f"@guest{n % 5_000}"),
                    sent_at=at,
                    received_at=at,
                    language=language,
                    state=state,
                    set_aside_reason="nothing asked" if state == "set-aside" else "",
                    odds_seen_at=at,
                    read_at=at,
                    wish_p=0.9 * kinds[0],
                    complaint_p=0.9 * kinds[1],
                    praise_p=0.9 * kinds[2],
                    is_wish=kinds[0],
                    is_complaint=kinds[1],
                    is_praise=kinds[2],
                    reading=a_reading(words, kinds),
                )
            )
        Message.objects.bulk_create(messages)


def a_reading(words: list[str], kinds: list[bool]) -> dict[str, object]:
    start = len(words[0]) + 1
    span = {"text": words[1], "start": start, "end": start + len(words[1])}
    named = dict(zip(("wish", "complaint", "praise"), (0.9 * kind for kind in kinds), strict=True))
    return {
        "kinds": named,
        "joke": 0.0,
        "what": [span],
        "where": [],
        "when": [],
        "evidence": {},
        "aspects": [],
    }


def fill_promises(now: datetime, draw: random.Random) -> None:
    from hovmester.house.people.models import Person
    from hovmester.house.promises.models import Promise, Step, Wish

    people = list(Person.objects.all())
    for n in range(PROMISES):
        deadline = now + timedelta(minutes=draw.randint(20, 300))
        wish = Wish.objects.create(
            text="A cake at eight",
            title=f"Cake {n}",
            state="promised",
            made_at=now,
            said_at=now,
            answered_at=now,
        )
        promise = Promise.objects.create(
            wish=wish,
            title=f"Cake {n}",
            given_by=people[0],
            given_at=now,
            amount=40,
            deadline=deadline,
            p_when_given=0.93,
            p_raw=0.93,
            p_now=0.93,
        )
        start = deadline - timedelta(minutes=75)
        Step.objects.bulk_create(
            Step(
                promise=promise,
                position=position,
                kind=kind,
                who=draw.choice(people),
                planned_start=start + timedelta(minutes=20 * position),
                end_p50=start + timedelta(minutes=20 * position + 15),
                end_p90=start + timedelta(minutes=20 * position + 20),
                lasts_p50=15,
                lasts_p90=20,
                stated_p50=15,
            )
            for position, kind in enumerate(("make", "pack", "drive", "handover"))
        )


if __name__ == "__main__":
    if "--fill" in sys.argv:
        fill()
    else:
        main("--quick" in sys.argv)
