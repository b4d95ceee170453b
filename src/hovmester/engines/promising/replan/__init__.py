"""Improve a running day: `replan(running, params, *, now) -> Replan`, and say how much it disturbs.

What has begun, and what somebody has been told, stays as it is. Everything else may move to another courier,
another place in a route, or into a trip from the same kitchen, but each move must pay for the disturbance it
causes: so a small gain changes nothing, and planning again at once changes nothing more. Best improvement
over single moves, exchanges of two jobs, and making room for one that nobody has; nothing is random.

Not here: deciding what to do this very minute (`dispatch`), odds, telling people.
"""

from hovmester.engines.promising.replan.desk import Desk
from hovmester.engines.promising.replan.model import (
    Disturbance,
    Job,
    Replan,
    ReplanParams,
    Route,
    Running,
    Trip,
)
from hovmester.engines.promising.replan.moves import best_move

__all__ = ["Disturbance", "Job", "Replan", "ReplanParams", "Route", "Running", "Trip", "replan"]


def replan(running: Running, params: ReplanParams | None = None, *, now: float) -> Replan:
    """The running day, improved as far as it pays for the disturbance."""
    desk = Desk(running, params or ReplanParams(), now)
    plan = desk.plan
    for _ in range(desk.params.most_moves):
        move = best_move(desk, plan)
        if move is None:
            break
        plan = move
    before, after = desk.figures(desk.plan), desk.figures(plan)
    return Replan(
        running=desk.running_of(plan),
        disturbance=desk.disturbance(plan),
        waiting_min=(before[0], after[0]),
        late_min=(before[1], after[1]),
        undone=(before[2], after[2]),
    )
