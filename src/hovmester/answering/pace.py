"""How many times the stated minutes the plan reckons with: what turns the minutes of a plan back into the stated ones.

Laws are learnt against what was stated; learnt against plans that hold what was learnt before, they would forget it.
"""

from dataclasses import dataclass
from datetime import datetime

from hovmester.answering.laws import Laws
from hovmester.answering.minutes import moment
from hovmester.answering.past import minute_of_day
from hovmester.engines.promising import model as engine
from hovmester.housefile.model import HouseFile, StepKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """`house` and `stated` as stated, `world` and `params` as learnt; `origin` in the clock of the place."""

    house: HouseFile
    stated: engine.Params
    world: engine.House
    params: engine.Params
    laws: Laws
    origin: datetime

    def of(self, step: engine.PlanStep) -> float:
        match step.kind:
            case engine.StepKind.MAKE | engine.StepKind.PACK:
                return self._in_the_kitchen(step)
            case engine.StepKind.DRIVE:
                leaves = minute_of_day(moment(step.start, self.origin))
                return self.params.drive.p50 / self.stated.drive.p50 * self.laws.course_factor(leaves)
            case engine.StepKind.FIND:
                walk = engine.Law.from_p50_p90(1.0, 1.0)
                return self.laws.law(StepKind.FIND, walk, site="").p50
            case engine.StepKind.HANDOVER:
                return self.params.handover.p50 / self.stated.handover.p50
        return 1.0

    def _in_the_kitchen(self, step: engine.PlanStep) -> float:
        dish = next(dish for dish in self.house.dishes if dish.key == step.item)
        item = next(item for item in self.world.items if item.key == step.item)
        stated, learnt = (
            (dish.make, item.make) if step.kind is engine.StepKind.MAKE else (dish.pack, item.pack)
        )
        return learnt.p50 / stated.p50 if stated.p50 > 0 else 1.0
