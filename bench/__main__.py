"""`make bench`: the figures of the house, one after the other; each writes its table to bench/results/."""

import runpy

for name in ("can_we", "intake", "pages"):
    print(f"\n== bench.{name}")
    runpy.run_module(f"bench.{name}", run_name="__main__")
