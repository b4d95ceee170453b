"""Everything that can be done with a wish and a promise: the one door for pages, API, worker and command line."""

from hovmester.house.promises.ending import cancel, link_outcome, miss, settle
from hovmester.house.promises.handover import hand_over
from hovmester.house.promises.permission import give_permission
from hovmester.house.promises.replanning import may_move, move_steps
from hovmester.house.promises.running import finish_step, report_trouble, start_step
from hovmester.house.promises.wishing import answer_wish, ask_guest, ask_up, decline, hear_wish, let_go

__all__ = [
    "answer_wish",
    "ask_guest",
    "ask_up",
    "cancel",
    "decline",
    "finish_step",
    "give_permission",
    "hand_over",
    "hear_wish",
    "let_go",
    "link_outcome",
    "may_move",
    "miss",
    "move_steps",
    "report_trouble",
    "settle",
    "start_step",
]
