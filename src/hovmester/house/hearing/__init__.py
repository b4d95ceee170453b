"""Channels, messages, replies: where words come in and where answers go out.

Not here: what a message means (the reading engine), what is promised because of it (promises), and how a reply
travels (the outbox and the adapters in `outside`).
"""
