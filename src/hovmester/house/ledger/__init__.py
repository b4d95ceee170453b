"""What happened, who did it, when: the append-only record, the outbox that tells the world, and the clock of the house.

Not here: what an entry means for a promise or a guest (their own apps), and sending what is in the outbox (the worker).
"""
