"""Whatever is called a mail, its words come out or it is refused; it never stops anything."""

import tracemalloc
from datetime import UTC, datetime
from email.message import EmailMessage
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hovmester.outside.mail import MailRefused, read_mail
from hovmester.outside.mail.words import split_reply, words_of_html


def lines(raw):
    return raw.encode().splitlines(keepends=True) if isinstance(raw, str) else raw.splitlines(keepends=True)


def mail(body="Can you bring a porterhouse to Newark?", *headers, content="text/plain; charset=utf-8"):
    head = [
        "From: Peter <pete@example.com>",
        "Message-ID: <1@example.com>",
        f"Content-Type: {content}",
        *headers,
    ]
    return "\n".join(head) + "\n\n" + body


def test_a_plain_mail_is_read():
    letter = read_mail(
        lines(mail("K, thanks", "Date: Wed, 17 Aug 2011 17:00:00 -0400", "Subject: Porterhouse"))
    )
    assert letter.id == "<1@example.com>"
    assert (letter.author, letter.author_name) == ("pete@example.com", "Peter")
    assert letter.sent_at == datetime(2011, 8, 17, 21, 0, tzinfo=UTC)
    assert letter.text == "Porterhouse\n\nK, thanks"
    assert (letter.quoted, letter.attachments) == ("", 0)


def test_an_answer_is_told_from_what_it_quotes():
    body = "Ja, om half acht.\n\nOp vr 1 mei 2026 om 17:00 schreef De Zaak <zaak@example.nl>:\n> Hoe laat?\n"
    letter = read_mail(lines(mail(body, "Subject: Re: Hoe laat?")))
    assert letter.text == "Ja, om half acht."
    assert "> Hoe laat?" in letter.quoted


def test_an_answer_below_what_it_quotes_is_found_too():
    new, quoted = split_reply(
        "On Fri, 1 May 2026, The House wrote:\n> When?\n> And where?\n\nAt eight, in the garden."
    )
    assert new == "At eight, in the garden."
    assert "> And where?" in quoted


@pytest.mark.parametrize(
    "words",
    [
        "Takk for maten, men kniven var sløv.",
        "Hei!\nTakk, og kan dere ta med en kake?",
        "What we would like:\n- a steak\n- a cake\nBy eight, please.",
        "Hello\nBest, the knife was so blunt that I tore the meat and my wife had to help me with it\nRegards",
        "> quoted and nothing else",
    ],
)
def test_a_guests_own_words_are_never_taken_for_a_signature(words):
    new, quoted = split_reply(words)
    assert all(line in new for line in words.split("\n"))
    assert quoted == ""


@pytest.mark.parametrize(
    "signature",
    ["-- \nPeter\n+1 555", "Sent from my iPhone", "Med vennlig hilsen\nKari", "Kind regards\nPeter Smith"],
)
def test_a_signature_is_set_apart(signature):
    new, quoted = split_reply(f"Table for four at eight?\n\n{signature}")
    assert new == "Table for four at eight?"
    assert signature.split("\n")[-1] in quoted


def test_html_is_made_safe_and_read_like_a_reader_would():
    page = (
        "<html><head><title>x</title><style>p{color:red}</style></head><body onload=alert(1)>"
        "<script>alert('gone')</script><p>A <b>porterhouse</b> for&nbsp;4 &amp; a cake,<br>by eight</p>"
        "<img src=x onerror=alert(1)><a href='javascript:alert(1)'>please</a><svg><text>no</text></svg></body></html>"
    )
    assert words_of_html(page) == "A porterhouse for 4 & a cake,\nby eight\nplease"


def test_a_mail_with_only_html_is_read():
    letter = read_mail(lines(mail("<p>Hallo<script>x</script></p><p>Kniv</p>", content="text/html")))
    assert letter.text == "Hallo\n\nKniv"


def test_what_html_quotes_is_set_apart():
    page = "<div>Yes, by eight.</div><div>On Friday we wrote:<br><blockquote><p>When?</p>Which?</blockquote></div>"
    letter = read_mail(lines(mail(page, content="text/html")))
    assert letter.text == "Yes, by eight."
    assert "> When?" in letter.quoted


def test_attachments_are_counted_and_left():
    message = EmailMessage()
    message["From"] = "pete@example.com"
    message.set_content("See the photo")
    message.add_attachment(b"\x00" * 1000, maintype="image", subtype="jpeg", filename="knife.jpg")
    message.add_attachment("not the body", filename="notes.txt")
    letter = read_mail(lines(message.as_bytes()))
    assert (letter.text, letter.attachments) == ("See the photo", 2)


def test_a_mail_of_20_mb_costs_no_more_memory_than_its_words():
    import base64

    start = b'Content-Type: multipart/mixed; boundary="x"\n\n--x\nContent-Type: text/plain\n\nSee the photo\n--x\n'
    photo = base64.b64encode(bytes(57)) + b"\n"

    def stream():
        yield from start.splitlines(keepends=True)
        yield from [b"Content-Type: image/jpeg\n", b"Content-Transfer-Encoding: base64\n", b"\n"]
        for _ in range(20_000_000 // len(photo)):
            yield photo
        yield from [b"--x\n", b"Content-Type: text/plain\n", b"\n", b"second\n", b"--x--\n"]

    tracemalloc.start()
    letter = read_mail(stream())
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert (letter.text, letter.attachments) == ("See the photo", 1)
    assert peak < 6_000_000


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        ("blåbær".encode("latin-1"), "blåbær"),  # says UTF-8 and is not
        ("blåbær".encode(), "blåbær"),
        (b"caf\x81\xe9", "caf\ufffdé"),
        (b"nul\x00l", "nul\x00l"),  # made clean where it is written down
    ],
)
def test_a_charset_that_lies_costs_no_mail(raw, words):
    assert read_mail(lines(mail("").encode() + raw)).text == words


@pytest.mark.parametrize(
    "charset", ["x-unknown", "idna", "rot13", "zlib", "unicode_escape", "undefined", "utf-8\x00", "💥"]
)
def test_a_charset_nobody_knows_is_read_anyway(charset):
    raw = mail("knife", content=f"text/plain; charset={charset}")
    assert read_mail(lines(raw)).text == "knife"


@pytest.mark.parametrize(
    ("value", "name"),
    [
        ("=?utf-8?q?Bj=C3=B8rn?= <b@example.no>", "Bjørn"),
        ("=?nonsense?q?Bj=C3=B8rn?= <b@example.no>", "Bjørn"),
        ("=?utf-8?b?%%%?= <b@example.no>", None),
        ("Bjørn <b@example.no>", "Bjørn"),
    ],
)
def test_names_are_decoded(value, name):
    letter = read_mail(lines(f"From: {value}\n\nhello"))
    assert letter.author == "b@example.no"
    assert name is None or letter.author_name == name


@pytest.mark.parametrize(
    "date", ["", "yesterday", "Fri, 99 Foo 2026", "Mon, 1 Jan 1001 00:00:00 +2300", "1 Jan 99999"]
)
def test_a_date_nobody_can_read_is_none(date):
    assert read_mail(lines(mail("hello", f"Date: {date}"))).sent_at is None


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        ("", "no-mail"),
        ("just some words\nwithout headers", "no-mail"),
        (mail(""), "empty"),
        (mail(" \n\t\n"), "empty"),
        (mail("<script>only()</script>", content="text/html"), "empty"),
    ],
)
def test_what_is_no_mail_or_has_no_words_is_refused(raw, code):
    with pytest.raises(MailRefused) as refused:
        read_mail(lines(raw))
    assert refused.value.code == code


def test_mails_inside_mails_inside_mails_stop_nothing():
    inside = "Content-Type: message/rfc822\n\n" * 5_000
    nested = "".join(f'Content-Type: multipart/mixed; boundary="b{n}"\n\n--b{n}\n' for n in range(1_000))
    for raw in (inside, nested):
        try:
            read_mail(lines("From: a@b.c\n" + raw + "hello"))
        except MailRefused:
            continue


@pytest.mark.parametrize(
    "body",
    [
        "On " * 6_000,
        "On x\n" * 2_000 + "wrote:",
        ("On " + "a " * 240 + "\n") * 20,
        "From:" + " \n" * 4_000,
        "From: x\n" * 1_200,
        ("> " * 200 + "\n") * 25,
        "Disclaimer: " + "mail " * 1_900,
        ("\n" * 3 + "-" * 40) * 200,
        "Confidential:" + "()" * 4_000,
        "2026 " * 90 + " skrev " * 900,
        "\n".join("3" + " skrev" * 70 for _ in range(20)),
    ],
)
def test_words_made_to_be_slow_are_not(body):
    began = process_time()
    split_reply(body)
    assert process_time() - began < 2


@given(raw=st.binary(max_size=2_000))
def test_any_bytes_are_read_or_refused(raw):
    for given_raw in (raw, b"From: a@b.c\nContent-Type: multipart/mixed; boundary=x\n\n--x\n" + raw):
        try:
            letter = read_mail(lines(given_raw))
        except MailRefused:
            continue
        assert letter.text.strip()


@given(text=st.text(max_size=400))
def test_splitting_loses_no_word(text):
    new, quoted = split_reply(text)
    assert new.strip() or not text.strip()
    assert set((new + " " + quoted).split()) >= set(text.split()) or quoted


@given(page=st.text(st.sampled_from("<>/&;\"'=abcp script"), max_size=300))
def test_no_page_leaves_an_element_behind(page):
    assert "<script" not in words_of_html(page) or "&lt;" in page


def test_of_hundreds_of_blank_lines_some_go_and_no_word():
    new, quoted = split_reply("Two steaks please" + "\n" * 300 + "and a salad" + " \n" * 300 + "at eight")
    assert new.split() == ["Two", "steaks", "please", "and", "a", "salad", "at", "eight"]
    assert quoted == ""
