"""Measurements against rivals, references and trivial baselines. Never timed tests; results are committed.

make bench                      the figures of the house: can-we, intake, pages
python -m bench.mdrp ...        whole days of delivery
python -m bench.odds ...        do the odds come true
python -m bench.promising       latency of one answer, side by side with solvers
python -m bench.background      would a solver in the background improve a running day
python -m bench.unsaid ...      planted truth, real logs, scale
python -m bench.reading ...     kinds, aspects, times, spans, speed
"""
