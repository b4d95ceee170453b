"""The house as a TOML file, both ways: `load(text)`, `dump(house)`. Pure; knows no database and no engine."""
