"""Channels, messages, replies: where words come in and where answers go out."""
