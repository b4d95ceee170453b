"""A promise on its way, and how it ends."""

import io
from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from PIL import Image
from scipy.special import logit

from hovmester.house.hearing.models import Channel, Message
from hovmester.house.ledger.models import OutboxItem
from hovmester.house.ledger.record import entries_of
from hovmester.house.premises.models import Dish
from hovmester.house.promises import actions
from hovmester.house.promises.errors import NotNow, PhotoRefused, WordsMissing
from hovmester.house.promises.models import Outcome, Promise, Step, Wish
from hovmester.house.promises.queries import board, my_next_steps, standing_of, suggested_outcomes
from hovmester.house.promises.standings import work_out
from tests import cast

NOW = cast.EVENING


@pytest.fixture
def promise(house):
    return cast.porterhouse_promise()


def photo(size=(60, 40), **save):
    out = io.BytesIO()
    Image.new("RGB", size, "tan").save(out, **({"format": "JPEG"} | save))
    return ContentFile(out.getvalue(), "photo.jpg")


def at(minutes):
    return NOW + timedelta(minutes=minutes)


# -- steps ---------------------------------------------------------------------------------------------------


def test_a_step_is_started_and_done_by_a_person(promise):
    step = cast.step_of(promise, "make")
    actions.start_step(step=step, by=cast.cook(), now=at(50))
    actions.finish_step(step=step, by=cast.cook(), now=at(72), note="medium rare")
    step.refresh_from_db()
    assert (step.state, step.started_at, step.done_at, step.note) == ("done", at(50), at(72), "medium rare")
    assert step.who == cast.cook()
    assert [(entry.verb, entry.actor) for entry in entries_of(step)] == [
        ("started", cast.cook()),
        ("done", cast.cook()),
    ]


def test_whoever_starts_a_step_carries_it(promise):
    step = cast.step_of(promise, "drive")
    actions.start_step(step=step, by=cast.person("ben"), now=at(75))
    assert Step.objects.get(pk=step.pk).who == cast.person("ben")
    assert entries_of(step).get(verb="started").facts == {"from": "alex"}


def test_a_step_is_not_started_or_done_twice(promise):
    step = cast.step_of(promise, "make")
    actions.start_step(step=step, by=cast.cook(), now=at(50))
    with pytest.raises(NotNow, match="already started"):
        actions.start_step(step=step, by=cast.courier(), now=at(51))
    actions.finish_step(step=step, by=cast.cook(), now=at(70))
    with pytest.raises(NotNow, match="already done"):
        actions.finish_step(step=step, by=cast.cook(), now=at(71))


def test_trouble_says_what_and_tells_who_gave_the_promise(promise):
    step = cast.step_of(promise, "drive")
    with pytest.raises(WordsMissing):
        actions.report_trouble(step=step, reason=" ", by=cast.courier(), now=at(80))
    actions.report_trouble(step=step, reason="Flat tyre", by=cast.courier(), now=at(80))
    step.refresh_from_db()
    assert (step.state, step.trouble) == ("trouble", "Flat tyre")
    told = OutboxItem.objects.get(key__startswith="trouble:")
    assert told.payload["person"] == "nora"
    assert "Flat tyre" in told.payload["text"]
    actions.start_step(step=step, by=cast.courier(), now=at(85))
    step.refresh_from_db()
    assert (step.state, step.trouble) == ("started", "")


def test_the_database_refuses_trouble_without_words(promise):
    step = cast.step_of(promise, "drive")
    with pytest.raises(IntegrityError), transaction.atomic():
        Step.objects.filter(pk=step.pk).update(state="trouble")


def test_my_steps_are_those_not_done_the_begun_one_first(promise):
    kinds = [step.kind for step in my_next_steps(cast.courier(), NOW)]
    assert kinds == ["drive", "find", "handover"]
    actions.start_step(step=cast.step_of(promise, "find"), by=cast.courier(), now=at(120))
    assert my_next_steps(cast.courier(), NOW)[0].kind == "find"
    assert my_next_steps(cast.owner(), NOW) == []


# -- handover ------------------------------------------------------------------------------------------------


def test_handed_over_in_time_it_is_kept(promise):
    actions.hand_over(
        step=cast.step_of(promise, "handover"), by=cast.courier(), now=promise.deadline, note="Exit B"
    )
    promise.refresh_from_db()
    assert (promise.state, promise.handed_over_at) == ("kept", promise.deadline)
    assert entries_of(promise).filter(verb="kept", rule="handed-over-in-time").exists()
    assert not promise.steps.exclude(state="done").exists()  # it could not be in the guest's hand otherwise


def test_handed_over_a_second_late_it_is_missed(promise):
    late = promise.deadline + timedelta(seconds=1)
    actions.hand_over(step=cast.step_of(promise, "handover"), by=cast.courier(), now=late)
    promise.refresh_from_db()
    assert promise.state == "missed"
    assert promise.handed_over_at == late


def test_a_handover_happens_once(promise):
    step = cast.step_of(promise, "handover")
    actions.hand_over(step=step, by=cast.courier(), now=at(140))
    with pytest.raises(NotNow):
        actions.hand_over(step=Step.objects.get(pk=step.pk), by=cast.courier(), now=at(150))
    assert Promise.objects.get().handed_over_at == at(140)


def test_a_follow_up_is_waited_for_before_it_is_kept(promise):
    last = promise.steps.last()
    follow_up = Step.objects.create(
        promise=promise,
        position=last.position + 1,
        kind="follow-up",
        who=cast.courier(),
        planned_start=last.end_p50,
        end_p50=last.end_p50,
        end_p90=last.end_p90,
        lasts_p50=5,
        lasts_p90=10,
        stated_p50=5,
    )
    actions.hand_over(step=cast.step_of(promise, "handover"), by=cast.courier(), now=at(140))
    promise.refresh_from_db()
    assert promise.state == "handed-over"
    follow_up = Step.objects.get(pk=follow_up.pk)
    actions.finish_step(step=follow_up, by=cast.courier(), now=at(300))  # long after: the handover counts
    promise.refresh_from_db()
    assert promise.state == "kept"


def test_finishing_is_not_handing_over(promise):
    with pytest.raises(ValueError, match="hand_over"):
        actions.finish_step(step=cast.step_of(promise, "handover"), by=cast.courier(), now=NOW)
    with pytest.raises(ValueError, match="'drive'"):
        actions.hand_over(step=cast.step_of(promise, "drive"), by=cast.courier(), now=NOW)


def test_a_photo_is_kept_without_what_the_phone_wrote_into_it(promise):
    exif = Image.Exif()
    exif[0x010F] = "Secret Phone"
    exif[0x0112] = 6  # turned on its side
    exif.get_ifd(0x8825)[1] = "N"
    step = cast.step_of(promise, "handover")
    actions.hand_over(
        step=step, by=cast.courier(), now=at(140), photo=photo(exif=exif, comment=b"Secret words")
    )
    step.refresh_from_db()
    with step.photo.open() as kept:
        raw = kept.read()
    with Image.open(io.BytesIO(raw)) as picture:
        assert (picture.format, picture.size) == ("JPEG", (40, 60))
        assert not picture.getexif()
    assert b"Secret" not in raw


@pytest.mark.parametrize(
    "upload",
    [
        ContentFile(b"GIF89a no photo", "x.jpg"),
        ContentFile(b"", "x.jpg"),
        ContentFile(b"<svg xmlns='http://www.w3.org/2000/svg'/>", "x.svg"),
        ContentFile(b"x" * (8 * 1024 * 1024 + 1), "x.jpg"),
        photo(format="GIF"),
        photo(size=(9000, 9000), format="PNG"),
        ContentFile(photo().read()[:200], "cut-off.jpg"),
    ],
    ids=["text", "nothing", "svg", "too many bytes", "gif", "too many pixels", "cut off"],
)
def test_what_is_no_photo_is_refused_and_nothing_is_handed_over(promise, upload):
    step = cast.step_of(promise, "handover")
    with pytest.raises(PhotoRefused) as raised:
        actions.hand_over(step=step, by=cast.courier(), now=at(140), photo=upload)
    assert raised.value.as_json()["field"] == "photo"
    assert Promise.objects.get().state == "running"
    assert Step.objects.get(pk=step.pk).state == "waiting"


def test_a_large_photo_is_made_smaller(promise):
    step = cast.step_of(promise, "handover")
    actions.hand_over(step=step, by=cast.courier(), now=at(140), photo=photo(size=(4000, 3000)))
    with step.photo.open() as kept, Image.open(kept) as picture:
        assert picture.size == (1600, 1200)


# -- the other ends ------------------------------------------------------------------------------------------


def test_cancelled_by_the_guest_gives_back_what_was_not_begun(house):
    Dish.objects.filter(key="porterhouse").update(stock=5)
    promise = cast.porterhouse_promise()
    OutboxItem.objects.all().delete()
    actions.cancel(promise=promise, reason="Flight diverted", by=cast.head_waiter(), now=at(10))
    assert Dish.objects.get(key="porterhouse").stock == 5
    promise.refresh_from_db()
    assert (promise.state, promise.reason) == ("cancelled", "Flight diverted")
    assert Wish.objects.get().state == Wish.State.LET_GO
    assert "alex" in {item.payload["person"] for item in OutboxItem.objects.all()}
    assert my_next_steps(cast.courier(), at(10)) == []
    with pytest.raises(NotNow, match="cancelled"):
        actions.start_step(step=cast.step_of(promise, "make"), by=cast.cook(), now=at(11))
    with pytest.raises(NotNow, match="cancelled"):
        actions.cancel(promise=promise, reason="Again", by=cast.head_waiter(), now=at(12))


def test_what_is_on_the_grill_is_not_given_back(house):
    Dish.objects.filter(key="porterhouse").update(stock=5)
    promise = cast.porterhouse_promise()
    actions.start_step(step=cast.step_of(promise, "make"), by=cast.cook(), now=at(50))
    actions.cancel(promise=promise, reason="Flight diverted", by=cast.head_waiter(), now=at(55))
    assert Dish.objects.get(key="porterhouse").stock == 4


def test_what_was_never_begun_is_still_in_the_cold_store(house):
    Dish.objects.filter(key="porterhouse").update(stock=5)
    promise = cast.porterhouse_promise()
    actions.miss(promise=promise, reason="The car broke down", by=cast.head_waiter(), now=at(200))
    assert Dish.objects.get(key="porterhouse").stock == 5


def test_it_is_cancelled_or_given_up_with_a_reason(promise):
    for end in (actions.cancel, actions.miss):
        with pytest.raises(WordsMissing):
            end(promise=promise, reason="", by=cast.head_waiter(), now=NOW)
    actions.miss(promise=promise, reason="The car broke down", by=cast.head_waiter(), now=at(200))
    promise.refresh_from_db()
    assert (promise.state, promise.reason, promise.handed_over_at) == ("missed", "The car broke down", None)


def test_what_no_database_can_hold_is_left_out_of_every_word(promise):
    odd = "Flat\0 tyre \x07"
    step = cast.step_of(promise, "drive")
    actions.report_trouble(step=step, reason=odd, by=cast.courier(), now=at(80))
    actions.finish_step(step=step, by=cast.courier(), now=at(90), note=odd)
    actions.link_outcome(promise=promise, text=odd, mood="content", by=cast.courier(), now=at(91))
    actions.cancel(promise=promise, reason=odd, by=cast.owner(), now=at(92))
    step.refresh_from_db()
    promise.refresh_from_db()
    kept = [step.trouble, step.note, Outcome.objects.get().text, promise.reason, Wish.objects.get().reason]
    assert set(kept) == {"Flat tyre"}


# -- outcomes ------------------------------------------------------------------------------------------------


@pytest.fixture
def oh_my_god(promise):
    channel = Channel.objects.create(key="social", kind=Channel.Kind.WEBHOOK, name="Social", secret="s" * 32)

    def say(external_id, guest, minutes):
        return Message.objects.create(
            channel=channel,
            external_id=external_id,
            guest=guest,
            text="Oh. My. God.",
            received_at=at(minutes),
        )

    say("before", cast.guest(), -60)
    say("stranger", None, 150)
    return say("after", cast.guest(), 150)


def test_the_guests_next_message_is_suggested_and_linked_by_a_person(promise, oh_my_god):
    actions.hand_over(step=cast.step_of(promise, "handover"), by=cast.courier(), now=at(140))
    assert suggested_outcomes(promise) == [oh_my_god]
    actions.link_outcome(
        promise=promise, message=oh_my_god, mood="delighted", by=cast.head_waiter(), now=at(160)
    )
    assert suggested_outcomes(promise) == []
    assert entries_of(promise).get(verb="outcome").facts["mood"] == "delighted"
    with pytest.raises(NotNow, match="already linked"):
        actions.link_outcome(promise=promise, message=oh_my_god, mood="content", by=cast.owner(), now=at(161))
    assert Outcome.objects.get().mood == "delighted"


@pytest.mark.parametrize(
    ("text", "mood", "field"), [("", "content", "text"), ("Thanks", "over the moon", "mood")]
)
def test_an_outcome_says_something(promise, text, mood, field):
    with pytest.raises(WordsMissing) as raised:
        actions.link_outcome(promise=promise, text=text, mood=mood, by=cast.courier(), now=at(160))
    assert raised.value.field == field


# -- the Board -----------------------------------------------------------------------------------------------


def stands(promise, now):
    """As the worker has just written it down."""
    work_out(now)
    return standing_of(Promise.objects.get(pk=promise.pk), now)


def test_a_late_step_pushes_those_after_it(promise):
    for look in (standing_of, stands):  # before the worker has looked, and after
        before, late = look(promise, NOW), look(promise, at(90))  # nothing has been begun
        assert before.slack_min > 0
        assert before.lands_p50 <= before.lands_p90
        assert late.lands_p50 > before.lands_p50
        assert late.is_late
        starts = [timed.start for timed in late.steps]
        assert starts == sorted(starts)
        assert all(timed.is_late for timed in late.steps[1:])


def test_as_long_as_all_goes_as_planned_the_odds_are_those_of_the_yes(promise):
    for now in (NOW, at(20), at(40)):
        standing = stands(promise, now)
        assert standing.p_on_time == pytest.approx(promise.p_when_given, abs=0.02)  # two streams
        assert standing.as_of == now
        assert not any(timed.is_late for timed in standing.steps)
        assert standing.binds.step.state == Step.State.WAITING


def test_until_the_worker_has_looked_the_odds_are_those_of_the_yes(promise):
    standing = standing_of(promise, at(5))
    assert (standing.p_on_time, standing.as_of) == (promise.p_when_given, None)


def test_every_minute_nobody_begins_takes_from_the_odds(promise):
    odds = [stands(promise, at(minutes)).p_on_time for minutes in range(45, 165, 15)]
    assert odds == sorted(odds, reverse=True)
    assert odds[-1] < 0.01


def test_odds_are_corrected_as_they_were_when_it_was_given(promise):
    Promise.objects.filter(pk=promise.pk).update(p_when_given=promise.p_raw)
    as_worked_out = stands(promise, NOW).p_on_time
    Promise.objects.filter(pk=promise.pk).update(p_when_given=0.9)
    moved = logit(stands(promise, NOW).p_on_time) - logit(as_worked_out)
    assert moved == pytest.approx(logit(0.9) - logit(promise.p_raw), abs=0.05)


def test_what_is_done_is_no_longer_uncertain(promise):
    """The guest is found: only the handover can still make it late."""
    for kind in ("make", "pack", "drive", "find"):
        actions.finish_step(step=cast.step_of(promise, kind), by=cast.courier(), now=at(140))
    standing = stands(promise, at(141))
    assert standing.p_on_time > max(promise.p_when_given, 0.98)
    assert not standing.is_thin
    assert standing.binds.step.kind == "handover"


def test_a_step_begun_since_the_worker_looked_is_shown_as_begun(promise):
    make = cast.step_of(promise, "make")
    stands(promise, at(46))
    actions.start_step(step=make, by=cast.cook(), now=at(47))
    timed = standing_of(Promise.objects.get(pk=promise.pk), at(48)).steps[make.position]
    assert timed.start == at(47)


def test_handed_over_there_are_no_odds_any_more(promise):
    late = promise.deadline + timedelta(minutes=1)
    actions.hand_over(step=cast.step_of(promise, "handover"), by=cast.courier(), now=late)
    promise.refresh_from_db()
    assert standing_of(promise, late).p_on_time == 0.0


def test_a_step_done_early_does_not_start_the_next_before_its_time(promise):
    make = cast.step_of(promise, "make")
    actions.finish_step(step=make, by=cast.cook(), now=at(5))
    drive = next(timed for timed in standing_of(promise, at(6)).steps if timed.step.kind == "drive")
    assert drive.start == drive.step.planned_start


def test_late_promises_are_on_top_of_the_board_and_ended_ones_leave_it(house):
    late, kept = cast.porterhouse_promise(), cast.porterhouse_promise(text=cast.LATER)
    assert [row.promise for row in board(NOW)] == [late, kept]
    Promise.objects.filter(pk=kept.pk).update(deadline=late.deadline - timedelta(minutes=1))
    actions.hand_over(step=cast.step_of(kept, "handover"), by=cast.courier(), now=at(60))
    rows = board(at(100))
    assert [row.promise for row in rows] == [late, kept]
    assert [row.is_late for row in rows] == [True, False]
    assert [row.promise for row in board(late.deadline + timedelta(hours=4))] == [late]


def test_the_board_takes_the_same_few_queries_for_many_promises(house, django_assert_num_queries):
    cast.porterhouse_promise()
    with django_assert_num_queries(3):
        board(NOW)
    cast.porterhouse_promise(text=cast.LATER)
    with django_assert_num_queries(3):
        board(NOW)
