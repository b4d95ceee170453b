"""Messages as guests write them. Each line: the message, and what must be read in it.

Facts: `wish` … kinds that must be at least even, `-wish` at most even; `when` the wall-clock time of the first time
(and its kind); `where`, `what` (item or the guest's words, with number), `flight`, `people`, `missing`, `joke`.
"""

import pytest

from tests.engines.reading.cast import heard

MESSAGES = {
    "en": [
        (
            "Could you guys bring two porterhouses to EWR at 9:15 pm?",
            "wish when=18T21:15 where=EWR what=2*porterhouse",
        ),
        ("hi! table for four tomorrow at 7.30pm please", "wish when=19T19:30 people=4 what=table -cancel"),
        ("We landed an hour ago and the steak we ordered never arrived.", "complaint when=18T13:00 what=steak"),
        ("Best ribeye I've had in years, thank you Maria!", "praise thanks what=entrecote -complaint"),
        ("Do you have a vegan menu?", "question -complaint -cancel"),
        ("Please cancel our table for Friday night, sorry", "cancel when=20T18:00 -change"),
        ("can we move our reservation from 7 to 8:30 tonight?", "change"),
        (
            "I'm on DL1234 landing at JFK around 10pm, dying for a shrimp cocktail",
            "wish flight=DL1234 where=JFK what=shrimp when=18T22:00",
        ),
        ("Waited 50 minutes for a lukewarm salmon. Never again.", "complaint what=salmon -praise"),
        ("Great. Only two hours late. Well done.", "joke complaint"),
        ("The knife was so blunt I tore the meat apart, but the waiter was lovely.", "complaint praise"),
        (
            "meet me at grand central at noon with a birthday cake for my mom",
            "wish where=central when=19T12:00 what=cake",
        ),
        ("We are 6 people, one has a nut allergy", "people=6"),
        ("I'd love a Wagyu burger, medium rare, no onions", "wish what=Wagyu_burger missing=when,where"),
        ("could someone bring us 3 porterhouses", "wish what=3*porterhouse missing=when,where"),
        (
            "Please deliver a porterhouse to 350 Fifth Avenue by 8",
            "wish what=porterhouse deadline=18T20:00 where=350_Fifth_Avenue",
        ),
        ("Any chance of a window table on Saturday at half seven?", "wish when=21T19:30"),
        ("lol no, I was only asking", "joke -complaint"),
        ("table 12 still hasn't got their fries!!", "complaint what=fries flight=none"),
        (
            "Can you have a steak ready when we land? Flight UA 88 into Newark",
            "wish what=steak flight=UA88 where=EWR event=landing",
        ),
        ("thanks for everything last night, it was perfect", "thanks praise -complaint"),
        ("Not great, not terrible.", "-wish"),
    ],
    "nl": [
        ("Mag ik morgenavond om acht uur een tafel voor zes personen?", "wish when=19T20:00 people=6"),
        (
            "We landen over twee uur op Rotterdam airport, kan iemand ons een biefstuk brengen?",
            "wish where=RTM what=steak when=18T16:00",
        ),
        ("Geweldige bediening, jammer van het mes.", "praise complaint"),
        ("De biefstuk was koud en we hebben een uur moeten wachten", "complaint what=steak -praise"),
        ("Hebben jullie ook glutenvrije gerechten?", "question -complaint"),
        ("Graag annuleren we onze reservering van vrijdag", "cancel -wish"),
        ("Kunnen we onze tafel verzetten naar half negen?", "change when=18T20:30"),
        ("Bedankt voor de heerlijke avond!", "thanks praise -complaint"),
        ("Breng me straks twee biefstukken bij Carré aub", "wish what=2*steak where=carre soon"),
        (
            "Ik zit in KL1023 en land om 19u40 op Schiphol, heb zin in een garnalencocktail",
            "wish flight=KL1023 where=AMS when=18T19:40 what=shrimp",
        ),
        ("kan dat ook om kwart voor acht?", "wish when=18T19:45"),
        (
            "Wij willen graag een boerenkoolstamppot bezorgd krijgen op Kerkstraat 12, voor zeven uur",
            "wish what=boerenkoolstamppot where=Kerkstraat_12 deadline=18T19:00",
        ),
        ("Niet te zout, precies goed. Lekker!", "praise -complaint"),
        ("tafel 7 wacht nog steeds op friet", "complaint what=fries flight=none"),
        ("Hoe laat gaan jullie dicht?", "question -wish -complaint"),
        ("Doe mij maar een entrecote, saignant, zonder saus", "wish what=entrecote"),
        ("Gisteren om 7 uur gegeten, de friet was slap en de ober onbeschoft", "complaint when=17T19:00"),
        ("We komen met z'n achten en iemand heeft een notenallergie", "people=8"),
        (
            "Zou het mogelijk zijn om tussen 18:00 en 19:00 zalm te bezorgen?",
            "wish window=18T18:00/18T19:00 what=salmon missing=where",
        ),
        ("grapje natuurlijk 😂 maar een biefstuk in het vliegtuig zou wel wat zijn", "joke what=steak"),
        ("wij zijn er om vijf over half acht", "when=18T19:35"),
    ],
    "nb": [
        ("Kan vi få bord til fire i morgen klokka halv åtte?", "wish when=19T19:30 people=4"),
        ("Hei! Kan noen komme med to biffer til Operaen kl. 21?", "wish what=2*steak where=opera when=18T21:00"),
        ("Maten var kald og kelneren var uhøflig", "complaint -praise"),
        ("Tusen takk for en fantastisk kveld!", "thanks praise -complaint"),
        ("Har dere glutenfri pizza?", "question -complaint"),
        ("Vi må dessverre avbestille bordet på fredag", "cancel -wish"),
        ("Kan vi flytte bordet fra sju til halv ni?", "change"),
        (
            "Jeg lander på OSL om tre timer med DY 621 og har lyst på en rekecocktail",
            "wish where=OSL flight=DY621 what=shrimp when=18T17:00",
        ),
        ("Nydelig laks, men kniven var helt sløv", "praise complaint what=salmon"),
        ("Ventet i en time på biffen. Aldri igjen!", "complaint what=steak"),
        (
            "Kan dere levere en fårikål til Storgata 5 innen klokka sju?",
            "wish what=fårikål where=Storgata_5 deadline=18T19:00",
        ),
        (
            "Eg vil gjerne ha ei biff når eg landar på Flesland",
            "wish where=BGO what=steak event=landing missing=when",
        ),
        ("Ikke for salt, akkurat passe. Veldig god!", "praise -complaint"),
        ("bord 7 venter fortsatt på maten", "complaint flight=none"),
        ("Når stenger dere i kveld?", "question -complaint"),
        (
            "Bursdagskake til Operaen på lørdag mellom 17 og 18, hadde vært supert!",
            "wish what=cake where=opera window=21T17:00/21T18:00",
        ),
        ("Vi er åtte stykker, én er allergisk mot nøtter", "people=8"),
        ("haha tuller bare, men en entrecôte hadde smakt", "joke what=entrecote"),
        ("Kunne vi fått to entrecôter, medium stekt, om en halvtime?", "wish what=2*entrecote when=18T14:30"),
        ("Vi var hos dere i går kl 19 og maten var forferdelig", "complaint when=17T19:00"),
        ("bring meg en biff", "wish what=steak missing=when,where"),
    ],
}  # fmt: skip
CASES = [(language, text, facts) for language, lines in MESSAGES.items() for text, facts in lines]


@pytest.mark.parametrize(("language", "text", "facts"), CASES, ids=[text[:40] for _, text, _ in CASES])
def test_it_reads(language, text, facts):
    reading = heard(text, language)
    assert reading.language in ({"nb", "nn"} if language == "nb" else {language})
    for fact in facts.split():
        check(reading, fact)


def check(reading, fact):
    name, _, value = fact.partition("=")
    value = value.replace("_", " ")
    if name.startswith("-"):
        assert reading.kinds[name[1:]] <= 0.5, fact
    elif name in reading.kinds:
        assert reading.kinds[name] >= 0.5, fact
        assert name in reading.evidence
    elif name == "joke":
        assert reading.joke >= 0.5
    elif name == "soon":
        assert any(when.text == "straks" for when in reading.when)
    elif name == "when":
        starts = [f"{when.earliest:%dT%H:%M}" for when in reading.when if when.earliest]
        assert value in starts, (fact, reading.when)
    elif name == "deadline":
        ends = [f"{when.latest:%dT%H:%M}" for when in reading.when if when.kind == "deadline"]
        assert ends == [value], (fact, reading.when)
    elif name == "window":
        windows = [f"{w.earliest:%dT%H:%M}/{w.latest:%dT%H:%M}" for w in reading.when if w.kind == "window"]
        assert windows == [value], (fact, reading.when)
    elif name == "event":
        assert [when.event for when in reading.when if when.event] == [value]
    elif name == "where":
        said = [place.iata or place.place or place.text for place in reading.where]
        assert value in said, (fact, reading.where)
    elif name == "what":
        qty, star, item = value.rpartition("*")
        said = [(what.item or what.text, what.qty) for what in reading.what]
        assert item in [key for key, _ in said], (fact, reading.what)
        assert not star or (item, int(qty)) in said, (fact, reading.what)
    elif name == "flight":
        assert [flight.code for flight in reading.flight] == ([] if value == "none" else [value])
    elif name == "people":
        assert reading.people == int(value)
    elif name == "missing":
        assert reading.missing == tuple(value.split(","))
        assert reading.ask_back
    else:
        raise AssertionError(f"unknown fact {fact}")
