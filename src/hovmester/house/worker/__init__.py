"""The loop that looks at whatever is due."""
