"""Hovmester: the head waiter, who answers for everything in the house, also the knives.

The rooms and the arrows between them are described in docs/glossary.md and held by import-linter (pyproject.toml).
"""
