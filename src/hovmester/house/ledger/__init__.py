"""What happened, who did it, when: the append-only record, the outbox that tells the world, and the clock of the house."""
