# make run: start Focus Map. make test: run every test. make check: format, lint, types, imports.

PYTHON ?= python3
PORT ?=
VENV := .venv
BIN := $(VENV)/bin
PORT_OPTION := $(if $(PORT),--server.port $(PORT))

# Tests that have a browser or a server of their own run one after the other.
ALONE := tests/browser tests/server tests/benchmarks

.PHONY: run test check messages chromium clean

run: $(VENV)/installed
	$(BIN)/streamlit run app.py $(PORT_OPTION)

test: $(VENV)/installed-dev chromium
	$(BIN)/python -m pytest -n auto --dist loadfile $(ALONE:%=--ignore=%)
	$(BIN)/python -m pytest $(ALONE)

check: $(VENV)/installed-dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/python -m pytest -q tests/test_architecture.py

# Collect the screen strings for the translators and bring the catalogues up to date.
messages: $(VENV)/installed-dev
	$(BIN)/pybabel extract -F babel.cfg -k N_ -k BadAnswer -k NotFound -k Refused -k StepClosed \
		-k ReadOnly -k FocusMapError --omit-header --project=focusmap -o focusmap/locale/focusmap.pot .
	$(BIN)/pybabel update -i focusmap/locale/focusmap.pot -d focusmap/locale -D focusmap

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Focus Map needs Python 3.11 or newer. Name one: make run PYTHON=python3.12"; exit 1; }
	@$(PYTHON) -m venv $(VENV) || \
		{ echo "Python's venv module is missing. On Debian: apt-get install python3-venv"; exit 1; }

$(VENV)/installed: requirements.txt | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	@touch $@

$(VENV)/installed-dev: requirements.txt requirements-dev.txt | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	@touch $@ $(VENV)/installed

# The system's browser where there is one, then the system's packages, then the browser tool's own.
chromium: $(VENV)/installed-dev
	@command -v chromium >/dev/null || command -v google-chrome >/dev/null || \
		{ [ "$$(id -u)" = 0 ] && apt-get update -qq && \
			DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium; } || \
		{ sudo -n true 2>/dev/null && sudo apt-get update -qq && \
			sudo apt-get install -y -qq chromium; } || \
		$(BIN)/python -m playwright install chromium

clean:
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .hypothesis screenshots
