"""Staff, roles, shifts, authority (who may say yes to how much), and signing in."""
