"""Guests, their identities, visits and consent."""
