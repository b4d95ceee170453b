"""The messages the reader learns from: written for this project, and sets whose licence allows it.

`data/*.jsonl`: {text, language, kinds, joke, author, template, aspects?, polarity?}. `template` names the block a
message was written in; a message and its like are never on both sides of a split. `polarity` is told where neither
aspects nor kinds tell it: somebody is glad or sorry without praising or blaming anybody.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
LANGUAGES = ("en", "nl", "nb", "da", "sv", "de", "fr", "es")
PER_INTENT = 25  # of a licensed set: more would drown what was written for guests


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    text: str
    language: str
    kinds: frozenset[str]
    joke: bool
    author: str
    template: str
    polarity: str | None  # "positive", "negative", "neutral", "conflict"; None where nobody said
    category: str | None = None


def written() -> Iterator[Message]:
    """Our own, in eight languages (CC BY 4.0 as part of this project's data)."""
    for language in LANGUAGES:
        for line in (HERE / "data" / f"{language}.jsonl").read_text("utf-8").splitlines():
            row = json.loads(line)
            kinds = frozenset(row["kinds"])
            aspect = row.get("aspects", [{}])[0]
            yield Message(
                text=row["text"],
                language=row["language"],
                kinds=kinds,
                joke=row["joke"],
                author=row["author"],
                template=row["template"],
                polarity=row.get("polarity") or aspect.get("polarity") or _polarity(kinds),
                category=aspect.get("category"),
            )


def _polarity(kinds: frozenset[str]) -> str:
    both = {"praise", "complaint"} & kinds
    if len(both) == 2:
        return "conflict"
    return {"praise": "positive", "complaint": "negative"}.get(next(iter(both), ""), "neutral")


_CLINC = {
    "restaurant_reservation": {"wish"},
    "book_hotel": {"wish"},
    "order": {"wish"},
    "schedule_meeting": {"wish"},
    "shopping_list_update": {"wish"},
    "order_checks": {"wish"},
    "uber": {"wish"},
    "cancel_reservation": {"cancel"},
    "thank_you": {"thanks"},
    "greeting": set(),
    "goodbye": set(),
    "maybe": set(),
    "yes": set(),
    "no": set(),
    "order_status": {"question"},
    "ingredients_list": {"question"},
    "how_busy": {"question"},
    "restaurant_reviews": {"question"},
    "calories": {"question"},
    "food_last": {"question"},
    "accept_reservations": {"question"},
    "confirm_reservation": {"question"},
    "flight_status": {"question"},
    "directions": {"question"},
}
_NLUPP = {
    "cancel_close_leave_freeze": "cancel",
    "change": "change",
    "wrong_notworking_notshowing": "complaint",
    "thank": "thanks",
    "how": "question",
    "how_much": "question",
    "how_long": "question",
    "when": "question",
    "request_info": "question",
    "make_open_apply_setup_get_activate": "wish",
}


def licensed(data: Path) -> Iterator[Message]:
    """CLINC150 (CC BY 3.0) and NLU++ hotels (CC BY 4.0), English; nothing where the folder is absent."""
    clinc = data / "intent" / "clinc150_train_val.json"
    if clinc.exists():
        counts = dict.fromkeys(_CLINC, 0)
        for text, intent in json.loads(clinc.read_text("utf-8"))["train"]:
            if intent in _CLINC and counts[intent] < PER_INTENT:
                counts[intent] += 1
                yield _outside(text, frozenset(_CLINC[intent]), "clinc150")
    for path in sorted((data / "intent" / "nlupp_hotels").glob("fold*.json")):
        for row in json.loads(path.read_text("utf-8")):
            kinds = frozenset(_NLUPP[intent] for intent in row.get("intents", ()) if intent in _NLUPP)
            if "cancel" in kinds or "change" in kinds:
                kinds -= {"wish", "question"}
            if row.get("intents"):
                yield _outside(row["text"], kinds, "nlupp")


def _outside(text: str, kinds: frozenset[str], author: str) -> Message:
    return Message(
        text=text, language="en", kinds=kinds, joke=False, author=author, template=author, polarity=None
    )
