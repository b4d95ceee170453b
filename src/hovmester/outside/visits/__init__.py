"""Visit logs as people have them - CSV, Parquet, a table in a database - opened, with moments made plain.

Not here: what the visits mean (engines/unsaid), what is said about them (cli).
"""
