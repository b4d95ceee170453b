"""Pure Python: no web, no I/O, no clock, no hidden randomness. Each engine stands alone."""
