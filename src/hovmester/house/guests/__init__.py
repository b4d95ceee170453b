"""Guests, their identities, visits and consent.

Not here: what a guest said (hearing) and what was promised to them (promises).
"""
