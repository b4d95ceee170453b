"""Times that hang on something that happens: "I land at Newark at 6:05 pm" is a landing, "before my flight leaves at
nine" a deadline, "the 17.15 train" a departure, "let me know by four" when an answer is wanted.

Not here: events in one piece ("when I land", `times`), what of them a wish should meet (`answering.asking`).
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from hovmester.engines.reading.model import Flight, Span, When
from hovmester.engines.reading.tokens import Token, phrases, word_set

LANDING, ARRIVAL, DEPARTURE, ANSWER = "landing", "arrival", "departure", "answer"

_LANDS = word_set(
    "land lands landing landed landen landt geland lander landar landet lande atterris atterrit atterrissons "
    "aterrizo aterriza aterrizamos"
)
_GETS_IN = phrases(
    "arrive arrives arriving get_in gets_in getting_in comes_in due_in touch_down touches_down aankom aankomt aankomen "
    "kom_aan komt_aan komen_aan ankommer ankom kommer_fram kommer_frem er_framme ankommen komme_an kommt_an kommen_an "
    "anländer arrivons llegamos llego llega before_we_come voor_we_komen før_vi_kommer før_jeg_kommer"
)
_GOES = phrases(
    "leave leaves leaving depart departs departing takes_off take_off fly flies go goes vertrek "
    "vertrekt vertrekken gaat gaan vlieg vliegt vliegen går drar reiser flyr avgår dra reise geht fliegt fliege "
    "abfliegt part partons décolle sale salimos"
)
_BOARDS = word_set("boarding boards boarden")
_COMES = word_set("kom komt komen komme kommt kommen kommer")
_PARTICLES = word_set("binnen aan an")
_FLIGHTS = word_set(
    "flight plane vlucht vliegtuig vliegveld fly flyet flight flyvet flug flieger vol avion vuelo avión flyg flyget "
    "planet"
)
_ON_RAILS = word_set(
    "train bus coach ferry boat trein boot veerboot tog toget buss bussen ferja zug tåg tåget tren"
)
_WHO = word_set(
    "i we he she they my our his her their it ik we wij ze zij hij mijn mn m'n ons onze zijn haar hun jeg eg vi me han "
    "hun hu ho de min mitt vår vårt jag ich wir er sie je j'on nous il elle on wife husband mum mom dad mother father "
    "brother sister son daughter boss friend parents kids vrouw man moeder vader broer zus zoon dochter kona kone "
    "mannen mamma pappa mor far bror søster sønn datter"
)
_BEFORE = word_set("before voordat vóór før innan bevor avant antes")
_DETERMINERS = word_set("the a an this that het een dit dat et en dette det")
_LITTLE = word_set(
    "at in on by to around about approx with from the a um uh er eh ok so then is are be will should is it's om op bij "
    "met naar rond tegen ca ongeveer uit van vanaf de het dan er eh kl klokka klokken rundt på ved til med fra i cirka "
    "da så um gegen mit aus von ca der die das à vers avec de le la a las los con desde en , - – ( ) : scheduled "
    "flight flights plane nr number nummer vlucht flyet fly flug vol vuelo gate terminal airport"
)
_ENDS = frozenset("!?;")
_ANSWER = re.compile(
    r"\blet (?:me|us) know|\bget back to|\b(?:call|ring|phone) (?:me |us )?back|\bconfirm\w*|\breply\b|\brespond\b|"
    r"\bhear (?:back )?from you|\banswer\b|\bweten\b|\bterug ?bel\w*|\bbel (?:me|mij|ons)\b|\bbevestig\w*|"
    r"\bantwoord\w*|\breageren\b|\breactie\b|\b(?:si|sier|seier|gi) (?:meg |oss )?(?:i ?)?(?:fra|ifra|frå|beskjed)\b|"
    r"\bsvar(?:e|er)?\b|\bbekreft\w*|\bring (?:meg|oss|tilbake)\b|\bbescheid\b|\bantwort\w*|\brückruf\w*|"
    r"\bzurückrufen\b|\bbesked\b|\bsvara?\b|\brépon\w*|\bconfirm\w*|\brappel\w*|\brespuesta\b|\bavís\w*|\bavis\w*",
    re.IGNORECASE,
)
_BEGINNINGS = _LANDS | _PARTICLES | _ON_RAILS | _BOARDS | {phrase[0] for phrase in (*_GETS_IN, *_GOES)}
APART = 8  # tokens between a verb and its time
NEAR_VERB = 5  # tokens before a verb in which its subject, or "before", stands


def answers(text: str, tokens: Sequence[Token], whens: Sequence[When]) -> tuple[When, ...]:
    """Deadlines by which the guest wants to hear something: "let me know by four"."""
    return tuple(
        replace(when, event=ANSWER)
        if when.kind == "deadline" and when.event is None and _asks_an_answer(text, tokens, when)
        else when
        for when in whens
    )


def _asks_an_answer(text: str, tokens: Sequence[Token], when: When) -> bool:
    first, last = _sentence(tokens, when)
    return any(
        min(abs(match.start() - when.end), abs(when.start - match.end())) < 60
        for match in _ANSWER.finditer(text, tokens[first].start, tokens[last - 1].end)
    )


def hanging(tokens: Sequence[Token], whens: Sequence[When], others: Sequence[Span]) -> tuple[When, ...]:
    """The times that are those of a landing, an arrival or a departure say so. `others`: places and flights said."""
    lows = [token.low for token in tokens]
    events = [when for when in whens if when.event and when.earliest is None and when.lasts_min is None]
    points = [when for when in whens if when.kind == "point" and when.event is None]
    placed = [when for when in whens if when.event and when not in events]
    named = {when: _happening(lows, tokens, when, [*others, *events], placed) for when in points}
    found = []
    for when in whens:
        happening = named.get(when)
        if happening and not any(_is_nearer(rival, happening) for rival in named.values()):
            found.append(_hung(when, happening.event, happening.is_before))
        elif when in points and happening is None and _is_before_something(lows, tokens, when):
            found.append(_hung(when, None, True))
        else:
            found.append(when)
    return tuple(_as_its_time(tokens, when, found) if when in events else when for when in found)


class _Happening(NamedTuple):
    """What a time is the time of: `at` is the token of its verb, `distance` the tokens between the two."""

    event: str
    is_before: bool
    at: int
    distance: int
    follows: bool  # the time stands behind the verb


def _is_nearer(rival: _Happening | None, own: _Happening) -> bool:
    """Of two times beside one verb it has the nearer; of two as near the one behind it."""
    if rival is None or rival is own or rival.at != own.at:
        return False
    return (not rival.follows, rival.distance) < (not own.follows, own.distance)


def _is_before_something(lows: list[str], tokens: Sequence[Token], when: When) -> bool:
    """ "before the kids get back at five": whatever is then, the wish is for before it."""
    first, _ = _sentence(tokens, when)
    begin = next(i for i in range(first, len(tokens)) if tokens[i].end > when.start)
    for at in range(max(first, begin - NEAR_VERB - 1), begin):
        if lows[at] in _BEFORE or (lows[at] == "voor" and lows[at + 1] in _WHO):
            return not _WHO.isdisjoint(lows[at + 1 : at + 4]) and "," not in lows[at:begin]
    return False


def _hung(when: When, event: str | None, is_before: bool) -> When:
    if is_before:
        return replace(when, kind="deadline", earliest=None, event=event)
    return replace(when, kind="event", event=event)


def _as_its_time(tokens: Sequence[Token], event: When, whens: Sequence[When]) -> When:
    """ "I land at Newark at 6:05 pm": both "I land" and "at 6:05 pm" mean that landing."""
    first, last = _sentence(tokens, event)
    start, end = tokens[first].start, tokens[last - 1].end
    same = [
        when
        for when in whens
        if when is not event
        and (when.event == event.event or {when.event, event.event} == {LANDING, ARRIVAL})
        and (when.earliest or when.latest)
        and start <= when.start < end
    ]
    if len(same) != 1:
        return event
    return replace(event, kind=same[0].kind, earliest=same[0].earliest, latest=same[0].latest)


def _happening(
    lows: list[str],
    tokens: Sequence[Token],
    when: When,
    others: Sequence[Span],
    placed: Sequence[When],
) -> _Happening | None:
    """The event whose time this is, and whether it is said to be before it. Those `placed` have a time of their own."""
    first, last = _sentence(tokens, when)
    begin = next(i for i in range(first, last) if tokens[i].end > when.start)
    end = next((i for i in range(begin, last) if tokens[i].start >= when.end), last)
    flying = not _FLIGHTS.isdisjoint(lows[first:last]) or any(
        token.start <= other.start < token.end and isinstance(other, Flight)
        for other in others
        for token in tokens[first:last]
    )
    found = []
    for at in (*range(max(first, begin - APART - 3), begin), *range(end, min(last, end + APART + 1))):
        named = _event_at(lows, at, first, last, flying) if lows[at] in _BEGINNINGS else None
        if named is None or any(one.start <= tokens[at].start < one.end for one in placed):
            continue
        event, width = named
        between = range(at + width, begin) if at < begin else range(end, at)
        if len(between) <= APART and all(_is_little(tokens[i], others) for i in between):
            is_before = _is_before(lows, max(first, min(at, begin) - NEAR_VERB), max(at, begin))
            found.append(_Happening(event, is_before, at, len(between), at < begin))
    return min(found, key=lambda one: one.distance, default=None)


def _event_at(lows: list[str], at: int, first: int, last: int, flying: bool) -> tuple[str, int] | None:
    around = lows[max(first, at - NEAR_VERB) : at] + lows[at + 1 : min(last, at + 3)]
    if lows[at] in _LANDS:
        determined = at > first and lows[at - 1] in _DETERMINERS
        noun = lows[at] in ("land", "landet")
        return None if determined or (noun and _WHO.isdisjoint(around) and not flying) else (LANDING, 1)
    if lows[at] in _PARTICLES and not _COMES.isdisjoint(lows[first:at]):  # "komt om 6.10 binnen"
        return (LANDING if flying else ARRIVAL), 1
    for phrase in _GETS_IN:
        if tuple(lows[at : at + len(phrase)]) == phrase:
            if flying:
                return LANDING, len(phrase)
            comes = not (_WHO | _ON_RAILS).isdisjoint(around) or phrase == ("arriving",) or len(phrase) == 3
            return (ARRIVAL, len(phrase)) if comes else None
    vehicle = not (_FLIGHTS | _ON_RAILS).isdisjoint(around)
    for phrase in _GOES:
        if tuple(lows[at : at + len(phrase)]) == phrase:
            leaves = vehicle or (not _WHO.isdisjoint(around) and not _BEFORE.isdisjoint(around))
            return (DEPARTURE, len(phrase)) if leaves else None
    return (DEPARTURE, 1) if lows[at] in _ON_RAILS | _BOARDS else None


def _is_before(lows: list[str], first: int, last: int) -> bool:
    """ "before we arrive", and Dutch "voor we aankomen", which is not "voor acht potten"."""
    return any(
        lows[i] in _BEFORE or (lows[i] == "voor" and i + 1 < len(lows) and lows[i + 1] in _WHO)
        for i in range(first, last)
    )


def _is_little(token: Token, others: Sequence[Span]) -> bool:
    return (
        token.low in _LITTLE
        or token.low in _WHO
        or any(other.start <= token.start < other.end for other in others)
    )


def _sentence(tokens: Sequence[Token], span: Span) -> tuple[int, int]:
    """The tokens of the sentence around a span, from and to (exclusive). A dot before a small letter ends none."""
    at = next(i for i, token in enumerate(tokens) if token.end > span.start)
    first = at
    while first and not _ends(tokens, first - 1):
        first -= 1
    last = at
    while last < len(tokens) - 1 and (tokens[last].start < span.end - 1 or not _ends(tokens, last)):
        last += 1
    return first, last + 1


def _ends(tokens: Sequence[Token], index: int) -> bool:
    low = tokens[index].low
    following = tokens[index + 1] if index + 1 < len(tokens) else None
    if low in _ENDS:
        return True
    return low == "." and (
        following is None or (following.start > tokens[index].end and not following.text.islower())
    )
