"""The `hovmester` command. Parses, calls, prints; decides nothing."""
