# Everything on a fresh machine: Python 3.11+, git and make.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
DATA   ?= hovmester-data

.PHONY: run test ci lint types architecture unit bench lock words format clean

run: $(VENV)/.run                ## the sample house, web and worker, on http://127.0.0.1:8000
	$(BIN)/hovmester serve --data $(DATA) --sample

test: $(VENV)/.test              ## every test, on SQLite and on PostgreSQL
	$(BIN)/pytest
	HOVMESTER_TEST_ON=postgresql $(BIN)/pytest tests/house tests/faults

ci: lint types architecture test ## exactly what CI runs

lint: $(VENV)/.test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/.test
	$(BIN)/mypy

architecture: $(VENV)/.test
	$(BIN)/lint-imports --no-cache

bench: $(VENV)/.bench            ## the measurements; results in bench/results/
	$(BIN)/python -m bench

format: $(VENV)/.test
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

words: $(VENV)/.test             ## collect the texts to translate, and compile the translations
	$(BIN)/python scripts/words.py

lock:                            ## pin versions and hashes anew; no server address is written
	$(PYTHON) scripts/lock.py

clean:
	rm -rf $(VENV)

# One environment; each stamp adds to it what its target needs.
$(VENV)/bin/pip:
	$(PYTHON) -m venv $(VENV)

$(VENV)/.run: requirements/run.lock pyproject.toml | $(VENV)/bin/pip
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements/run.lock
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.test: requirements/test.lock $(VENV)/.run
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements/test.lock
	@touch $@

$(VENV)/.bench: requirements/bench.lock $(VENV)/.test
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements/bench.lock
	@touch $@
