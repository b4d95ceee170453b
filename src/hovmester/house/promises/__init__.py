"""Wishes, answers, permissions, promises, steps, handovers, outcomes.

Not here: how an answer is worked out (answering and the engines), which messages are wishes (hearing), and looking at
what is due (worker).
"""
