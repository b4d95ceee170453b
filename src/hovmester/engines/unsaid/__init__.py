"""Visits -> the details that quietly lose guests, and proof that a mend brought them back.

Not here: asking guests, judging people, storing anything.
"""
