"""Times as people say them, in nine languages: what each language calls a quarter, a half, the day after tomorrow.

A row is language, words, and when: "18T18:45" is the 18th of November 2026, "A/B" from A to B, "/B" by B, "A/" from A
on; "D" is December. It is Wednesday the 18th, two in the afternoon.
"""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from hovmester.engines.reading.times import find_times
from hovmester.engines.reading.tokens import tokenise

ZONE = ZoneInfo("Europe/Amsterdam")
NOW = datetime(2026, 11, 18, 14, tzinfo=ZONE)

SAID = """
    nb | kvart på sju | 18T18:45
    nb | halv sju | 18T18:30
    nb | ti over halv sju | 18T18:40
    nb | ti på halv sju | 18T18:20
    nb | klokka fem over åtte | 18T20:05
    nb | i overmorgen | 20T00:00/21T00:00
    nb | om en halvtimes tid | 18T14:30
    nb | om et kvarters tid | 18T14:15
    nb | førstkommende fredag | 20T00:00/21T00:00
    nb | fredag førstkommende | 20T00:00/21T00:00
    nb | om halvannen time | 18T15:30
    nb | om tre kvarter | 18T14:45
    nb | i løpet av kvelden | 18T17:00/18T23:00
    nb | i morgen tidlig kl 8 | 19T08:00
    nb | på fredag klokka 19 | 20T19:00
    nb | innen kl 17 | /18T17:00
    nb | før klokka fem | /18T17:00
    nb | senest kl. 20.30 | /18T20:30
    nb | mellom 17 og 19 på lørdag | 21T17:00/21T19:00
    nb | lørdag kveld | 21T17:00/21T23:00
    nb | fredag til lunsj | 20T11:30/20T14:00
    nb | i åttetiden | 18T20:00
    nb | ved sekstida i kveld | 18T18:00
    nb | neste uke tirsdag | 24T00:00/25T00:00
    nb | tirsdag neste uke | 24T00:00/25T00:00
    nb | den 21. november kl 18 | 21T18:00
    nb | 21/11 kl 18 | 21T18:00
    nb | om en ukes tid | 25T00:00/26T00:00
    nb | om to ukers tid | D02T00:00/D03T00:00
    nb | om fjorten dager | D02T00:00/D03T00:00
    nb | klokka halv ett i morgen | 19T12:30
    nb | i ettermiddag ved firetiden | 18T16:00
    nb | kl 1900 | 18T19:00
    nb | rundt halv åtte i kveld | 18T19:30
    nn | kvart på sju | 18T18:45
    nn | om to timar | 18T16:00
    nn | i morgon kveld klokka åtte | 19T20:00
    nn | laurdag klokka halv sju | 21T18:30
    nn | innan klokka fem | /18T17:00
    nn | i overmorgon | 20T00:00/21T00:00
    nn | måndag føremiddag | 23T06:00/23T12:00
    nn | om ein halvtimes tid | 18T14:30
    da | kvart over syv | 18T19:15
    da | kvart i syv | 18T18:45
    da | halv syv | 18T18:30
    da | fem minutter i halv otte | 18T19:25
    da | i overmorgen | 20T00:00/21T00:00
    da | om en halv time | 18T14:30
    da | om halvanden time | 18T15:30
    da | om et kvarter | 18T14:15
    da | på fredag kl. 19.30 | 20T19:30
    da | i morgen formiddag | 19T06:00/19T12:00
    da | senest klokken 17 | /18T17:00
    da | mellem klokken 17 og 19 | 18T17:00/18T19:00
    da | om tre kvarter | 18T14:45
    da | næste fredag | 27T00:00/28T00:00
    da | fredag aften | 20T17:00/20T23:00
    sv | kvart över sju | 18T19:15
    sv | kvart i sju | 18T18:45
    sv | halv sju | 18T18:30
    sv | fem i halv åtta | 18T19:25
    sv | i övermorgon | 20T00:00/21T00:00
    sv | om en halvtimme | 18T14:30
    sv | om en kvart | 18T14:15
    sv | om en och en halv timme | 18T15:30
    sv | på fredag kl 19.30 | 20T19:30
    sv | fredag kväll | 20T17:00/20T23:00
    sv | senast klockan 17 | /18T17:00
    sv | i morgon bitti | 19T06:00/19T12:00
    sv | mellan 17 och 19 | 18T17:00/18T19:00
    sv | nästa fredag | 27T00:00/28T00:00
    sv | i helgen | 21T00:00/23T00:00
    de | viertel nach sieben | 18T19:15
    de | viertel vor sieben | 18T18:45
    de | dreiviertel sieben | 18T18:45
    de | viertel sieben | 18T18:15
    de | halb sieben | 18T18:30
    de | fünf vor halb acht | 18T19:25
    de | fünf nach halb acht | 18T19:35
    de | übermorgen | 20T00:00/21T00:00
    de | in einer halben Stunde | 18T14:30
    de | in anderthalb Stunden | 18T15:30
    de | in einer Viertelstunde | 18T14:15
    de | in einer Dreiviertelstunde | 18T14:45
    de | Freitagabend um 19 Uhr | 20T19:00
    de | Freitagabend | 20T17:00/20T23:00
    de | bis spätestens 17 Uhr | /18T17:00
    de | zwischen 17 und 19 Uhr | 18T17:00/18T19:00
    de | morgen früh um acht | 19T08:00
    de | nächsten Freitag | 27T00:00/28T00:00
    de | kommenden Freitag | 20T00:00/21T00:00
    de | um 19.30 Uhr | 18T19:30
    de | heute in 14 Tagen | D02T00:00/D03T00:00
    de | vor 18 Uhr | /18T18:00
    fr | à midi et demi | 19T12:30
    fr | à sept heures et quart | 18T19:15
    fr | à sept heures moins vingt | 18T18:40
    fr | à 19h30 | 18T19:30
    fr | à 19 h | 18T19:00
    fr | demain soir à huit heures | 19T20:00
    fr | après-demain | 20T00:00/21T00:00
    fr | dans une demi-heure | 18T14:30
    fr | dans une heure et demie | 18T15:30
    fr | dans un quart d'heure | 18T14:15
    fr | dans trois quarts d'heure | 18T14:45
    fr | vendredi soir | 20T17:00/20T23:00
    fr | avant 17h | /18T17:00
    fr | au plus tard à 17h | /18T17:00
    fr | entre 17h et 19h | 18T17:00/18T19:00
    fr | vers 20h | 18T20:00
    fr | ce soir vers 20h | 18T20:00
    fr | d'ici une heure | /18T15:00
    fr | samedi midi | 21T12:00
    es | a las siete y cuarto | 18T19:15
    es | a las siete y media | 18T19:30
    es | a las ocho menos diez | 18T19:50
    es | mañana por la tarde | 19T12:00/19T18:00
    es | pasado mañana | 20T00:00/21T00:00
    es | en media hora | 18T14:30
    es | dentro de una hora y media | 18T15:30
    es | en un cuarto de hora | 18T14:15
    es | en tres cuartos de hora | 18T14:45
    es | el viernes por la noche | 20T17:00/20T23:00
    es | antes de las cinco | /18T17:00
    es | entre las cinco y las siete | 18T17:00/18T19:00
    es | a las 19:30 | 18T19:30
    es | a las siete de la tarde | 18T19:00
    es | el próximo viernes | 20T00:00/21T00:00
    es | hoy a las ocho | 18T20:00
    es | a eso de las ocho | 18T20:00
    es | sobre las ocho | 18T20:00
    es | el sábado al mediodía | 21T12:00
    nl | om tien voor vijf | 18T16:50
    nl | tien voor half vijf | 18T16:20
    nl | vijf over half acht | 18T19:35
    nl | kwart over zes | 18T18:15
    nl | over drie kwartier | 18T14:45
    nl | over een half uurtje | 18T14:30
    nl | over 3 kwartier | 18T14:45
    nl | over een uur of twee | 18T16:00
    nl | vrijdag tegen zessen | /20T18:00
    nl | tussen de middag | 18T11:30/18T14:00
    nl | rond de middag | 19T12:00
    nl | aanstaande vrijdag | 20T00:00/21T00:00
    nl | volgende week dinsdag half 1 | 24T12:30
    nl | morgenvroeg om 8 uur | 19T08:00
    nl | in de loop van de middag | 18T12:00/18T18:00
    nl | zondag tot een uur of 1 | /22T13:00
    nl | woensdag na vieren | 25T16:00/
    nl | donderdag de hele dag | 19T00:00/20T00:00
    nl | vandaag nog voor 5 uur | /18T17:00
    nl | vrijdag 20 november om 19u30 | 20T19:30
    nl | om 19.45 | 18T19:45
    nl | om 1930 | 18T19:30
    nl | eind van de middag | 18T15:00/18T18:00
    nl | begin van de avond | 18T17:00/18T20:00
    nl | vanavond laat | 18T20:30/19T00:00
    en | quarter to six | 18T17:45
    en | ten to nine tonight | 18T20:50
    en | half six | 18T18:30
    en | twenty past seven | 18T19:20
    en | at 7.45 | 18T19:45
    en | at 1830 | 18T18:30
    en | at three in the morning | 19T03:00
    en | in half an hour | 18T14:30
    en | in an hour and a half | 18T15:30
    en | in three quarters of an hour | 18T14:45
    en | a week on Friday | 27T00:00/28T00:00
    en | Friday week | 27T00:00/28T00:00
    en | this Friday at 8 | 20T20:00
    en | Friday lunch | 20T11:30/20T14:00
    en | Friday for dinner | 20T17:00/20T23:00
    en | tomorrow first thing | 19T06:00/19T09:00
    en | till 2 on Monday | /23T14:00
    en | Monday till 2 | /23T14:00
    en | by close of business tomorrow | /19T23:59
    en | Sat 21 at 7 | 21T19:00
    en | Dec. 3rd at 7pm | D03T19:00
    en | tomorrow at seven twenty-seven | 19T19:27
    en | 9-11am tomorrow | 19T09:00/19T11:00
    en | 8pm sharp | 18T20:00
    en | around 8ish | 18T20:00
    en | later this afternoon | 18T15:00/18T18:00
    en | the day after tomorrow at noon | 20T12:00
    en | tonight at 1 | 19T01:00
    en | late tonight | 18T20:30/19T00:00
"""


@pytest.mark.parametrize("row", SAID.strip().splitlines())
def test_it_is_read_as_it_is_said(row):
    language, words, wanted = (part.strip() for part in row.split(" | "))
    start, end = wanted.split("/") if "/" in wanted else (wanted, wanted)
    found = find_times(words, tokenise(words), language=language, now=NOW, zone=ZONE)
    assert [(_start(when.earliest, start), _clock(when.latest)) for when in found] == [
        (_date(start), _date(end))
    ]


def _start(moment, wanted):
    """ "within an hour" begins now, which nobody says."""
    return "" if moment == NOW and not wanted else _clock(moment)


def _clock(moment):
    return f"{moment:%m-%dT%H:%M}" if moment else ""


def _date(short):
    return f"{12 if short[0] == 'D' else 11}-{short.removeprefix('D')}" if short else ""
