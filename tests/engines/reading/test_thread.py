"""Mails: what is quoted, forwarded or a signature is not the guest's words of today."""

import pytest

from hovmester.engines.reading.thread import new_words
from tests.engines.reading.cast import heard

ASKS = {
    "en": "Could you bring a steak to the pier at 8 pm?",
    "nl": "Graag een biefstuk om 20:00.",
    "nb": "En biff klokka 20, takk.",
    "da": "En bøf klokken 20, tak.",
    "sv": "En biff klockan 20, tack.",
    "de": "Ein Steak um 20 Uhr, bitte.",
    "fr": "Un steak à 20h, s'il vous plaît.",
    "es": "Un filete a las 20:00, por favor.",
}
BEHIND = {
    "en": [
        "On Tue, Nov 17, 2026 at 10:11 AM Mortons <m@example.org> wrote:\n> The salmon is cold\n",
        "On Tue, Nov 17, 2026 at 10:11 AM Mortons Steakhouse\n<m@example.org> wrote:\n\n> The salmon is cold\n",
        "From: Mortons <m@example.org>\nSent: Tuesday, November 17, 2026\nTo: Peter\nSubject: salmon\n\nIt is cold\n",
        "*From:* Mortons\n*Sent:* Tuesday\n*To:* Peter\n\nThe salmon is cold",
        "________________________________\nFrom: Mortons\nSent: Tuesday\n\nThe salmon is cold",
        "---------- Forwarded message ---------\nFrom: Boss\nDate: Tue, Nov 17\nSubject: salmon\n\nIt was cold\n",
        "Begin forwarded message:\n\nFrom: Boss\nSubject: salmon\n\nIt was cold\n",
        "Sent from my iPhone\n",
        "-- \nJohn Salmon\nMeeting at EWR 19:00\n",
        "Kind regards,\nPeter Salmon\nKnife Street 7\n",
    ],
    "nl": [
        "Op di 17 nov. 2026 om 10:11 schreef Mortons <m@example.org>:\n> De zalm is koud\n",
        "Mortons <m@example.org> schreef op 17 november 2026 om 10:11:\nDe zalm is koud\n",
        "Van: Mortons\nVerzonden: dinsdag 17 november 2026 10:11\nAan: Piet\nOnderwerp: RE: zalm\n\nDe zalm is koud",
        "Verstuurd vanaf mijn iPhone\n",
        "Met vriendelijke groet,\n\nPiet Zalm\nMes BV\n020 1234567\n",
    ],
    "nb": [
        "Den tir. 17. nov. 2026 kl. 10:11 skrev Mortons <m@example.org>:\n> Laksen er kald\n",
        "tir. 17. nov. 2026 kl. 10:11 skrev Mortons <m@example.org>:\n\nLaksen er kald\n",
        "Fra: Mortons\nSendt: tirsdag 17. november 2026 10:11\nTil: Per\nEmne: SV: laks\n\nLaksen er kald",
        "Sendt fra min iPhone\n",
        "Med vennlig hilsen\nPer Laks\nKnivgata 7\n",
    ],
    "da": [
        "Den tirs. 17. nov. 2026 kl. 10.11 skrev Mortons <m@example.org>:\n> Laksen er kold\n",
        "Fra: Mortons\nSendt: 17. november 2026 10:11\nTil: Per\nEmne: SV: laks\n\nLaksen er kold",
        "Med venlig hilsen\nPer Laks\n",
    ],
    "sv": [
        "Den tis 17 nov. 2026 kl 10:11 skrev Mortons <m@example.org>:\n> Laxen är kall\n",
        "Från: Mortons\nSkickat: den 17 november 2026 10:11\nTill: Per\nÄmne: SV: lax\n\nLaxen är kall",
        "Med vänlig hälsning\nPer Lax\n",
        "Skickat från min iPhone\n",
    ],
    "de": [
        "Am Di., 17. Nov. 2026 um 10:11 Uhr schrieb Mortons <m@example.org>:\n> Der Lachs ist kalt\n",
        "Von: Mortons\nGesendet: Dienstag, 17. November\nAn: Peter\nBetreff: AW: Lachs\n\nDer Lachs ist kalt\n",
        "Mit freundlichen Grüßen\nPeter Lachs\n",
        "Von meinem iPhone gesendet\n",
    ],
    "fr": [
        "Le mar. 17 nov. 2026 à 10:11, Mortons <m@example.org> a écrit :\n> Le saumon est froid\n",
        "De : Mortons\nEnvoyé : mardi 17 novembre 2026 10:11\nÀ : Pierre\nObjet : RE: saumon\n\nLe saumon est froid\n",
        "Cordialement,\nPierre Saumon\n",
        "Envoyé de mon iPhone\n",
    ],
    "es": [
        "El mar, 17 nov 2026 a las 10:11, Mortons (<m@example.org>) escribió:\n> El salmón está frío\n",
        "De: Mortons\nEnviado: martes, 17 de noviembre de 2026 10:11\nPara: Pedro\nAsunto: RE: salmón\n\nEstá frío\n",
        "Saludos,\nPedro Salmón\n",
        "Enviado desde mi iPhone\n",
    ],
}
MAILS = [(language, behind) for language, several in BEHIND.items() for behind in several]


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize(("language", "behind"), MAILS)
def test_only_what_the_guest_writes_today_is_new(language, behind, end):
    mail = f"{ASKS[language]}\n\n{behind}".replace("\n", end)
    kept = "".join(mail[start:stop] for start, stop in new_words(mail))
    assert kept.startswith(ASKS[language])
    lines = [line.strip() for line in kept[len(ASKS[language]) :].splitlines() if line.strip()]
    assert len(lines) <= 1  # a greeting may stay; who wrote, and what was quoted, does not
    assert not any(word in kept.lower() for word in ("salm", "zalm", "laks", "lax", "lachs", "saumon"))


@pytest.mark.parametrize("language", ["en", "nl", "nb"])
def test_a_signature_that_names_a_dish_and_a_place_wishes_for_neither(language):
    sign = {
        "en": "Best regards,\nJohn Salmon, JFK 19:00",
        "nl": "Met vriendelijke groeten\nJan Zalm, Rotterdam",
        "nb": "Mvh\nPer Laks, Flesland",
    }
    reading = heard(f"{ASKS[language]}\n\n{sign[language]}\n", language)
    assert [what.item for what in reading.what] == ["steak"]
    assert all(where.iata is None for where in reading.where)


@pytest.mark.parametrize(
    "mail",
    [
        "Kind regards to the chef, the steak was lovely.\nWe want another one at 8.",
        "Thanks!\nRegards,\nPeter\n\nPS: could you add a salmon?",
        "Hello,\nfrom: the bottom of my heart, thank you",
        "Best wishes,\n" + "and one more thing.\n" * 9,
        "> all of it\n> is quoted",
    ],
)
def test_words_that_only_look_like_an_end_are_read(mail):
    assert "".join(mail[start:stop] for start, stop in new_words(mail)) == mail
