"""Adapters to the world behind small Protocols; off until configured. Nothing here decides anything."""
