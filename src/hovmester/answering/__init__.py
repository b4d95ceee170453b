"""Words and a house -> *can we?* Joins the two engines, for the command line and the web alike.

`can_we(text, house=, now=, seed=, language=) -> CanWe`. Pure: no database, no clock, no network.

Not here: permission, promises as rows, pages.
"""
