"""Wishes, answers, permissions, promises, steps, handovers, outcomes."""
