# Two commands for newcomers: `make demo` and `make test`. Each sets up what it needs, once.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --quiet --disable-pip-version-check

.DEFAULT_GOAL := help
.PHONY: help demo test check docs lock browser

help:
	@echo "make demo   evaluate a file of invented people, then serve their clinic at http://localhost:8000"
	@echo "make test   run every test, on every core"
	@echo "make check  style, types, import directions, content, generated docs, lock files"
	@echo "make docs   write the generated reference pages again"
	@echo "make lock   write the lock files again (needs the network)"

demo: $(VENV)/.run
	$(BIN)/reconnect demo
	$(BIN)/reconnect serve --demo

test: $(VENV)/.dev browser
	$(BIN)/python tests/whole.py

check: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache
	$(BIN)/reconnect check
	$(BIN)/python docs/generate.py --check
	@if grep -l '://' requirements*.txt; then echo "A lock file holds an address: run make lock." >&2; exit 1; fi

docs: $(VENV)/.dev
	$(BIN)/python docs/generate.py

lock: $(VENV)/.python
	$(PIP) install uv
	$(BIN)/uv pip compile pyproject.toml --extra clinic --extra spss --group build --universal --generate-hashes --no-header -q -o requirements.txt
	$(BIN)/uv pip compile pyproject.toml --extra clinic --extra spss --group dev --universal --generate-hashes --no-header -q -o requirements-dev.txt

$(VENV)/.python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "ReConnect needs Python 3.11 or newer. Name one: make PYTHON=python3.12 ..." >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null \
	  || { echo "Python's venv is missing. On Debian or Ubuntu: sudo apt install python3-venv" >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/.run: $(VENV)/.python requirements.txt pyproject.toml
	$(PIP) install --require-hashes -r requirements.txt
	$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.dev: $(VENV)/.run requirements-dev.txt
	$(PIP) install --require-hashes -r requirements-dev.txt
	@touch $@

# Debian's Chromium where this user may install it, the test tool's own elsewhere (Ubuntu's package is a stub).
browser: $(VENV)/.dev
	@$(BIN)/python tests/browser/chromium.py
