"""The loop that looks at whatever is due: `loop.step(now)` looks once, `loop.run(stop)` goes on until told to stop.

Nothing depends on a message that must not be lost: whatever time can change has a `look_at`, and is compared with what
it should be when that moment comes. Killed anywhere, the worker looks again.

Not here: what is right to do (the actions of each app, which the worker calls as the pages do).
"""
