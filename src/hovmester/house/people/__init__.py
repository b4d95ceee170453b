"""Staff, roles, shifts, authority (who may say yes to how much), and signing in.

Not here: what a person does with a promise (promises), and the pages they sign in on (web).
"""
