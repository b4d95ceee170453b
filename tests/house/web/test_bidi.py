"""A sign that turns the direction of writing turns no more than the words it came with."""

from html.parser import HTMLParser

from hovmester.house.guests.models import Guest
from hovmester.house.hearing.actions import reply
from hovmester.house.hearing.models import Channel, Message
from hovmester.house.people.models import Notice, Person
from hovmester.house.promises import actions
from tests import cast

NOW = cast.EVENING
TURNED = "\u202e"  # right to left, whatever the letters are


class Open(HTMLParser):
    """Collects the turned words that stand in no element of their own."""

    VOID = ("meta", "link", "input", "img", "use", "br", "line", "rect", "path")
    NO_LINE = ("title", "textarea", "option")  # nothing else of the page is in them

    def __init__(self):
        super().__init__()
        self.within, self.found, self.seen = [], [], 0

    def handle_starttag(self, tag, attrs):
        if tag not in self.VOID:
            self.within.append((tag, tag == "bdi" or "dir" in dict(attrs) or tag in self.NO_LINE))

    def handle_endtag(self, tag):
        if tag not in self.VOID:
            while self.within.pop()[0] != tag:
                pass

    def handle_data(self, data):
        if TURNED in data:
            self.seen += 1
            if not any(alone for _tag, alone in self.within):
                self.found.append(data.strip())


def test_a_guest_who_turns_the_writing_turns_their_own_words_alone(house, as_person):
    Person.objects.filter(key="anna").update(name=f"{TURNED}Anna")
    channel = Channel.objects.create(key="chat", kind=Channel.Kind.WEBHOOK, name="Chat", secret="s" * 32)
    said = {"channel": channel, "author": f"@{TURNED}p", "author_name": f"{TURNED}Peter", "received_at": NOW}
    message = Message.objects.create(external_id="1", text=f"{TURNED}{cast.PORTERHOUSE}", **said)
    other = Message.objects.create(external_id="2", text=f"{TURNED}hello" * 100, **said)
    reply(message=other, text=f"{TURNED}Hello", by=cast.cook(), now=NOW)
    wish = actions.hear_wish(text=message.text, by=cast.head_waiter(), now=NOW, message=message)
    Guest.objects.update(name=f"{TURNED}Peter")
    waits = actions.hear_wish(text=f"{TURNED}Something nice", by=cast.head_waiter(), now=NOW)
    promise = actions.give_permission(wish=wish, by=cast.head_waiter(), now=NOW)
    step = cast.step_of(promise, "make")
    actions.report_trouble(step=step, reason=f"{TURNED}The oven", by=cast.cook(), now=NOW)
    Notice.objects.create(person=cast.owner(), key="k", text=f"Trouble: {TURNED}oven", href="/", at=NOW)
    client = as_person(cast.owner())
    turned_too_far = {}
    for address in [
        "/",
        "/heard/?state=all",
        f"/heard/{other.pk}/",
        f"/wishes/{wish.pk}/",
        f"/wishes/{waits.pk}/",
        f"/wishes/{wish.pk}/entries/",
        f"/promises/{promise.pk}/",
        f"/steps/{step.pk}/",
        "/house/people/",
        "/house/shifts/",
    ]:
        page = Open()
        response = client.get(address)
        assert response.status_code == 200, address
        page.feed(response.content.decode())
        assert page.seen, address
        if page.found:
            turned_too_far[address] = page.found
    assert turned_too_far == {}
