"""The life of a promise, lived in any order: whatever people and the worker do, some things stay true."""

from collections import Counter
from contextlib import suppress
from datetime import timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from hovmester.house.ledger.models import Entry, OutboxItem
from hovmester.house.premises.models import Dish
from hovmester.house.promises import actions, book
from hovmester.house.promises.errors import PromisesError
from hovmester.house.promises.models import Promise, Step, Wish
from hovmester.house.promises.window import outside_min
from hovmester.house.worker import loop
from tests import cast

PORTIONS = 3
ENDS = {"declined", "let-go", "kept", "missed", "cancelled"}
TEXTS = [cast.PORTERHOUSE, cast.LATER, "Could you bring me something nice?"]

people = st.sampled_from(["walter", "nora", "anna", "alex"])
any_one = st.integers(0, 10)


class Life(RuleBasedStateMachine):
    """Each life is lived in a transaction of its own, taken back at its end."""

    def __init__(self):
        super().__init__()
        self._life = transaction.atomic()
        self._life.__enter__()
        self.now = cast.EVENING
        self.ended = {}

    def teardown(self):
        transaction.set_rollback(True)
        self._life.__exit__(None, None, None)

    def _try(self, doing, **arguments):
        """Some things are not allowed now; then nothing changes."""
        before = Entry.objects.count()
        with suppress(PromisesError):
            with transaction.atomic():
                doing(now=self.now, **arguments)
            return
        assert Entry.objects.count() == before

    def _pick(self, rows, n):
        rows = list(rows)
        return rows[n % len(rows)]

    @rule(minutes=st.sampled_from([1, 5, 12, 30, 90]))
    def time_goes_by(self, minutes):
        self.now += timedelta(minutes=minutes)

    @rule()
    def the_worker_looks(self):
        for _ in range(200):
            if not loop.step(self.now):
                return
        raise AssertionError("the worker finds no end")

    @precondition(lambda self: Wish.objects.count() < 4)
    @rule(text=st.sampled_from(TEXTS), by=people)
    def a_wish_is_heard(self, text, by):
        actions.hear_wish(text=text, by=cast.person(by), now=self.now, guest=cast.guest())

    @precondition(lambda self: Wish.objects.exists())
    @rule(n=any_one, by=people, what=st.sampled_from(["yes", "yes", "yes", "no", "let go", "answer"]))
    def somebody_decides(self, n, by, what):
        wish, by = self._pick(Wish.objects.order_by("id"), n), cast.person(by)
        if what == "yes":
            self._try(actions.give_permission, wish=wish, by=by)
        elif what == "no":
            self._try(actions.decline, wish=wish, by=by, reason="No car")
        elif what == "let go":
            self._try(actions.let_go, wish=wish, by=by, reason="Too late")
        else:
            self._try(actions.answer_wish, wish=wish, by=by)

    @precondition(lambda self: Step.objects.exists())
    @rule(n=any_one, by=people, what=st.sampled_from(["start", "start", "finish", "finish", "trouble"]))
    def somebody_works(self, n, by, what):
        steps = Step.objects.select_related("promise", "who").exclude(kind="handover").order_by("id")
        step, by = self._pick(steps, n), cast.person(by)
        if what == "start":
            self._try(actions.start_step, step=step, by=by)
        elif what == "finish":
            self._try(actions.finish_step, step=step, by=by)
        else:
            self._try(actions.report_trouble, step=step, by=by, reason="Flat tyre")

    @precondition(lambda self: Promise.objects.exists())
    @rule(n=any_one, by=people, what=st.sampled_from(["hand over", "hand over", "cancel", "miss"]))
    def somebody_ends_it(self, n, by, what):
        promise, by = self._pick(Promise.objects.order_by("id"), n), cast.person(by)
        if what == "hand over":
            self._try(actions.hand_over, step=cast.step_of(promise, "handover"), by=by)
        elif what == "cancel":
            self._try(actions.cancel, promise=promise, by=by, reason="Diverted")
        else:
            self._try(actions.miss, promise=promise, by=by, reason="Lost")

    @invariant()
    def a_wish_is_promised_exactly_when_there_is_a_promise(self):
        for wish in Wish.objects.select_related("promise"):
            promise = getattr(wish, "promise", None)
            if wish.state == Wish.State.PROMISED:
                assert promise is not None
            elif promise is not None:
                assert (wish.state, promise.state) == (Wish.State.LET_GO, Promise.State.CANCELLED)

    @invariant()
    def no_portion_is_lost_or_made_up(self):
        held = Counter()
        for promise in Promise.objects.prefetch_related("steps"):
            taken = book.portions(promise.steps.all())
            if promise.state == Promise.State.CANCELLED or promise.reason:
                taken = book.portions(step for step in promise.steps.all() if step.started_at)
            held += taken
        left = Dish.objects.get(key="porterhouse").stock
        assert left == PORTIONS - held["porterhouse"] >= 0

    @invariant()
    def what_ended_has_ended_once_by_somebody_and_for_good(self):
        for row in [
            *Wish.objects.exclude(state__in=["open", "promised"]),
            *Promise.objects.filter(state__in=ENDS),
        ]:
            entries = Entry.objects.filter(
                subject_type=row._meta.label_lower, subject_id=row.pk, verb__in=ENDS
            )
            if isinstance(row, Promise) or not hasattr(row, "promise"):
                assert [entry.verb for entry in entries] == [row.state]
                assert all(entry.actor_id or entry.rule for entry in entries)
            assert self.ended.setdefault((type(row), row.pk), row.state) == row.state
            assert row.look_at is None

    @invariant()
    def kept_is_in_the_window_and_nothing_else_is(self):
        for promise in Promise.objects.filter(state__in=["kept", "missed"]):
            in_time = promise.handed_over_at is not None and not outside_min(promise, promise.handed_over_at)
            assert in_time == (promise.state == Promise.State.KEPT)

    @invariant()
    def steps_have_the_times_of_their_state(self):
        for step in Step.objects.all():
            assert (step.done_at is not None) == (step.state == Step.State.DONE)
            if step.done_at:
                assert step.started_at <= step.done_at <= self.now
            if step.state == Step.State.STARTED:
                assert step.started_at is not None

    @invariant()
    def nobody_is_told_the_same_twice(self):
        keys = list(OutboxItem.objects.values_list("key", flat=True))
        assert len(keys) == len(set(keys))


@pytest.mark.django_db
def test_whatever_happens_to_a_promise():
    cast.lay_the_house()
    Dish.objects.filter(key="porterhouse").update(stock=PORTIONS)
    run_state_machine_as_test(
        Life,
        settings=settings(
            max_examples=8,
            stateful_step_count=25,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
