"""What every page shares (base template, design tokens, static files), and the pages of a promise.

Not here: what may be done and by whom (promises, people), pages of one app alone (Heard, House), words for numbers
(answering.saying).
"""
