"""What the page *How good are our promises* says: told odds beside the share kept, in lines and one diagram."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.functional import Promise as LazyText
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from hovmester.answering import saying
from hovmester.answering.reliability import Reliability, held_against
from hovmester.house.promises.how_good import (
    Group,
    How,
    Past,
    ahead_groups,
    how_groups,
    kind_groups,
    those,
    told_groups,
)
from hovmester.house.promises.models import HangsOn
from hovmester.house.web.diagram import Point, reliability_diagram, share_bar

ENOUGH = 20  # below this we do not know ourselves well enough
SHOWN_CORRECTED = (0.9, 0.95, 0.99)
OFTEN = 0.95  # what is shown corrected for each kind and horizon

HOW: dict[How, LazyText] = {
    How.KEPT: gettext_lazy("kept"),
    How.LATE: gettext_lazy("handed over too late"),
    How.EARLY: gettext_lazy("handed over too early"),
    How.NEVER: gettext_lazy("never handed over"),
    How.CALLED_OFF_LATE: gettext_lazy("called off when it would have come late"),
    How.CALLED_OFF: gettext_lazy("called off while it stood well"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One group of promises: what was told and what was kept, on the average; shares in [0, 1]."""

    label: str
    href: str
    n: int
    kept: int
    told: float
    share: float
    low: float
    high: float
    bar: SafeString

    @property
    def is_known(self) -> bool:
        return self.n >= ENOUGH

    @property
    def state(self) -> str:
        """The class of its word."""
        return "thin" if self.is_known and self.told > self.high else "kept" if self.is_known else "waiting"

    @property
    def word(self) -> str:
        if not self.is_known:
            return _("too few to say")
        if self.told > self.high:
            return _("less often than told")
        return _("more often than told") if self.told < self.low else _("as told")


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    label: str
    href: str
    n: int


def line(label: str, href: str, promises: Sequence[Past]) -> Line:
    """`promises`: at least one."""
    found = held_against([one.told for one in promises], [one.is_kept for one in promises])
    return Line(
        label=label,
        href=href,
        n=found.n,
        kept=sum(one.is_kept for one in promises),
        told=found.said,
        share=found.kept,
        low=found.low,
        high=found.high,
        bar=share_bar(found.said, found.kept, found.low, found.high),
    )


def lines(groups: Iterable[Group], promises: Sequence[Past]) -> list[Line]:
    """One for each group that has any."""
    found = ((group, those(group, promises)) for group in groups)
    return [line(label(group), address(group), some) for group, some in found if some]


def by_told(promises: Sequence[Past]) -> list[Line]:
    return lines(told_groups(), promises)


def by_kind(promises: Sequence[Past]) -> list[Line]:
    return lines(kind_groups(), promises)


def by_horizon(promises: Sequence[Past]) -> list[Line]:
    return lines(ahead_groups(), promises)


def counts(promises: Sequence[Past]) -> list[Count]:
    """How those ended that were not kept, and the called off; none that never happened."""
    found = [(group, len(those(group, promises))) for group in how_groups() if group.key != How.KEPT]
    return [Count(label=label(group), href=address(group), n=n) for group, n in found if n]


def address(group: Group) -> str:
    return f"{reverse('promises-ended')}?{urlencode({group.by: group.key})}"


def label(group: Group) -> str:
    if group.by == "kind":
        kinds = {kind.value: kind.label for kind in HangsOn}
        return str(kinds.get(group.key, _("given before its kind was kept")))
    if group.by == "how":
        return str(HOW[How(group.key)])
    low, _dash, high = group.key.partition("-")
    if group.by == "told":
        return _("%(low)s to %(high)s %%") % {"low": low, "high": high}
    return _horizon(int(low), int(high) if high else None)


def _horizon(low: int, high: int | None) -> str:
    if high is None:
        return _("a day or more")
    if not low:
        return _("under %(time)s") % {"time": _hours(high)}
    return _("%(low)s to %(high)s") % {"low": _hours(low), "high": _hours(high)}


def _hours(minutes: int) -> str:
    return ngettext("%(n)d hour", "%(n)d hours", minutes // 60) % {"n": minutes // 60}


def diagram(told: Sequence[Line], floor: float) -> SafeString:
    points = [
        Point(
            told=one.told,
            share=one.share,
            low=one.low,
            high=one.high,
            n=one.n,
            href=one.href,
            described=_("told %(told)s: kept %(kept)d of %(n)d")
            % {"told": one.label, "kept": one.kept, "n": one.n},
        )
        for one in told
    ]
    described = _(
        "Told odds from left to right, the share kept from below to above; each point is in the table."
    )
    return reliability_diagram(points, floor=floor, floor_label=_("our floor"), described=described)


def own_corrections(reliability: Reliability) -> list[tuple[Group, str, int]]:
    """What is worked out as `OFTEN` and told so, for each kind of wish and horizon that has a part of its own."""
    by = reliability.recalibration
    if by is None:
        return []
    named = ((f"{group.by}={group.key}", group) for group in (*kind_groups(), *ahead_groups()))
    return [
        (group, saying.per_cent(float(by.among([name])(OFTEN))), reliability.groups[name])
        for name, group in named
        if name in reliability.groups
    ]


def corrections(reliability: Reliability) -> list[tuple[str, str]]:
    """What is worked out as so much, and told as so much; none while too few promises have ended."""
    by = reliability.recalibration
    if by is None:
        return []
    return [(saying.per_cent(p), saying.per_cent(float(by(p)))) for p in SHOWN_CORRECTED]


def state_of(one: Past) -> str:
    """The class of the word in which it ended."""
    if one.is_kept:
        return "kept"
    return "waiting" if one.how is How.CALLED_OFF else "late"


def word_of(one: Past) -> str:
    return str(HOW[one.how])
