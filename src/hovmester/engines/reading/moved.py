"""Times that are changed: "can I move my 7 pm booking to 8.30" is about 8.30, "van de 21e naar de 28e" about the 28th.

Also "now" beside a time ("now we are six, Friday at seven"), and "half an hour later" than what stands already.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from hovmester.engines.reading.model import When
from hovmester.engines.reading.times.together import Find, as_one, carried, tokens_of
from hovmester.engines.reading.tokens import Token, phrases, word_set

_MOVING = word_set(
    "flyttas change changed move moved shift reschedule rescheduled push bring postpone switch swap make "
    "verplaatsen verplaatst verplaats verzetten verzet wijzigen veranderen verschuiven omzetten flytte "
    "flyttes flytta flytt endre endres utsette bytte skyve rykke verschieben ändern verlegen ændre ändra "
    "changer déplacer décaler reporter cambiar mover aplazar"
)
_PASSIVES = word_set(
    "flyttes flyttas endres ændres utsettes moved changed shifted rescheduled verplaatst verzet"
)
_TO = word_set("to naar til till auf à a al")
_FROM = word_set("from van fra frå von de desde my mijn")
_SKIPPED = word_set("the de den het our about around rond ca rundt")
_INSTEAD = phrases("instead_of rather_than in_plaats_van i_stedet_for i_staden_for istedenfor anstatt statt")
_IN_ITS_STEAD = phrases(
    "instead i_stedet istedenfor i_staden in_plaats_daarvan stattdessen i_stället à_la_place"
)
_LATER = word_set(
    "later earlier eerder vroeger senere seinare tidligere tidlegare später früher senare tidigare"
)
_MAY = word_set(
    "can could may possible kan kunnen kunne kunnen kunt mag mogelijk går får kunna können könnte"
)
_NOW = word_set("now nu nå no jetzt")


def moved(tokens: Sequence[Token], whens: tuple[When, ...], *, find: Find) -> tuple[When, ...]:
    """Without the times that no longer hold; what is said instead keeps their day."""
    lows = [token.low for token in tokens]
    kept: list[When] = []
    for when in whens:
        if _is_instead(lows, tokens, when):
            if kept:
                kept[-1] = carried(tokens_of(tokens, when), kept[-1], find=find, tokens=tokens)
            continue
        kept.append(when)
    if len(kept) > 1 and _is_in_its_stead(lows, tokens, kept[-1]):
        kept = kept[-1:]
    if _MOVING.isdisjoint(lows) and ("naar" not in lows or _MAY.isdisjoint(lows)):
        return tuple(kept)
    verb = next((token.start for token in tokens if token.low in _MOVING), 0)  # "kan zaterdag naar zondag?"
    stays = [when for when in kept if when.start < verb]  # said before anything is moved …
    if len(stays) == len(kept):
        stays = []  # … but for languages whose verb comes last
    found: list[When] = []
    for when in kept[len(stays) :]:
        if stays and not found and _is_moved_to(tokens, when):
            found.append(stays.pop())
        split = _split(tokens, when, find)
        if split:
            found = [carried(split[0], split[1], find=find, tokens=tokens)]
        elif found and _follows_to(tokens, when):
            found = [_instead(tokens, found[-1], when, find)]
        else:
            found.append(when)
    return (*stays, *found)


def _is_instead(lows: list[str], tokens: Sequence[Token], when: When) -> bool:
    index = next(i for i, token in enumerate(tokens) if token.end > when.start)
    before = tuple(lows[max(0, index - 5) : index + 1])
    is_said = any(before[at : at + len(said)] == said for said in _INSTEAD for at in range(len(before)))
    return is_said and "but" not in before


def _is_in_its_stead(lows: list[str], tokens: Sequence[Token], when: When) -> bool:
    """ "We have Thursday at 7, could we do Friday instead?" """
    end = next((i for i, token in enumerate(tokens) if token.start >= when.end), len(tokens))
    return any(
        tuple(lows[at : at + len(said)]) == said
        and lows[at + len(said) : at + len(said) + 1] not in (["of"], ["for"])
        for said in _IN_ITS_STEAD
        for at in (end, end + 1)
    )


def _split(tokens: Sequence[Token], when: When, find: Find) -> tuple[list[Token], When] | None:
    """Of "from the 21st to the 28th": the words of the first, and the second."""
    words = tokens_of(tokens, when)
    for index in range(len(words) - 1, 0, -1):
        if words[index].low in _TO:
            after = words[index + 1 :]
            second = as_one(after, find)
            before = [word for word in words[:index] if word.low not in _FROM]
            if second and before:
                return before, second
    return None


def _is_moved_to(tokens: Sequence[Token], when: When) -> bool:
    """ "Kan bordet fredag klokka 18 flyttes til 19": what is moved stands before its verb."""
    begin = next(i for i, token in enumerate(tokens) if token.end > when.start)
    at = begin if tokens[begin].low in _TO else begin - 1
    return at > 0 and tokens[at].low in _TO and tokens[at - 1].low in _PASSIVES


def _instead(tokens: Sequence[Token], before: When, when: When, find: Find) -> When:
    """ "From Friday at six to seven": the day stays, and the "to" is none of "until seven"."""
    words = tokens_of(tokens, when)
    hour = as_one(words[1:], find) if words[0].low in _TO and len(words) > 1 else None
    placed = carried(tokens_of(tokens, before), hour or when, find=find, tokens=tokens)
    return replace(placed, text=when.text, start=when.start, end=when.end) if hour else placed


def _follows_to(tokens: Sequence[Token], when: When) -> bool:
    index = next(i for i, token in enumerate(tokens) if token.end > when.start)
    if tokens[index].low in _TO:
        return True
    while index and tokens[index - 1].low in _SKIPPED:
        index -= 1
    return bool(index) and tokens[index - 1].low in _TO


def without_now(whens: Sequence[When], now: datetime) -> tuple[When, ...]:
    """ "Now we are six, Friday at seven": beside a time or a length, "now" is none of its own."""
    others = [when for when in whens if not _is_now(when, now)]
    return tuple(others) if others else tuple(whens)


def _is_now(when: When, now: datetime) -> bool:
    return when.earliest == when.latest == now and when.text.lower() in _NOW


def shifted(tokens: Sequence[Token], whens: tuple[When, ...], now: datetime) -> tuple[When, ...]:
    """ "Kan het een half uurtje later?" moves what stands already: a length, and no moment of its own."""
    if (_MAY | _MOVING).isdisjoint(token.low for token in tokens):
        return whens
    return tuple(_as_length(tokens, when, now) for when in whens)


def _as_length(tokens: Sequence[Token], when: When, now: datetime) -> When:
    if when.kind != "point" or when.earliest is None or tokens_of(tokens, when)[-1].low not in _LATER:
        return when
    length = abs((when.earliest - now).total_seconds()) / 60
    return When(text=when.text, start=when.start, end=when.end, kind="duration", lasts_min=length)
