# Everything a person or CI runs. `make` alone lists it.
# Set-up happens by itself: every target that needs Python depends on the stamp inside .venv.

PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
STAMP  := $(VENV)/.installed
CODE   := bridge connectors config tests
# --no-compile: Python compiles what it imports; one SDK alone has 18,000 files that hardly anybody imports. Where that
# is switched off, every command that a test or the demo starts would compile all it loads anew.
PIP    := $(BIN)/python -m pip --disable-pip-version-check install --quiet --quiet --no-compile

# One file per list for every supported Python and machine, with hashes and without the address of an index.
LOCK := .venv-lock/bin/uv pip compile --quiet --upgrade --universal --python-version 3.11 \
        --generate-hashes --no-emit-index-url --no-header --no-annotate

# What a file's tests share is made once, on one core; files in the order of tests/conftest.py, the slow ones first.
ON_ALL_CORES := --numprocesses=auto --dist=loadfile --no-loadscope-reorder

unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help setup demo test test-fast check format docs bench bench-large machine attack crash faults simulate lock

help: ## List these targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-12s %s\n", $$1, $$2}' Makefile

setup: $(STAMP) ## Make .venv with the locked dependencies (the others do this themselves)

# The build tools come first and without isolation, so that nothing is installed that the locks do not name.
$(STAMP): pyproject.toml requirements.lock requirements-dev.lock
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
	  echo "Cobridge needs Python 3.11 or newer; '$(PYTHON)' is $$($(PYTHON) --version 2>/dev/null || echo 'not there')." \
	    "Name another: make PYTHON=python3.12 $(MAKECMDGOALS)" >&2; exit 1; }
	@echo "Setting up $(VENV) with $$($(PYTHON) --version), once ..."
	@$(PYTHON) -m venv $(VENV)
	@$(PIP) --require-hashes -r requirements-dev.lock
	@$(PIP) --require-hashes --no-build-isolation --use-pep517 -r requirements.lock
	@$(PIP) --no-deps --no-build-isolation --editable .
	@touch $@

demo: $(STAMP) ## Let six companies work in the four tools on this machine, and show what happens
	@$(BIN)/cobridge demo

test: $(STAMP) ## Run every test, a file on each core
	@$(BIN)/python -m pytest $(ON_ALL_CORES)

test-fast: $(STAMP) ## Run the tests that take seconds (leaves out those marked slow)
	@$(BIN)/python -m pytest -m "not slow" $(ON_ALL_CORES)

check: $(STAMP) ## Lint, formatting, types and import rules, then the five longest files and functions
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy $(CODE)
	@$(BIN)/lint-imports
	@$(BIN)/python -m tests.docs.longest

format: $(STAMP) ## Format the code and mend what ruff can mend by itself
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

docs: $(STAMP) ## Write what pages say of the tools and of the tests, and show a new run of the demo in the README
	@$(BIN)/python -m tests.docs.tool_pages
	@$(BIN)/python -m tests.docs.pains_page
	@$(BIN)/python -m tests.docs.access_page
	@$(BIN)/python -m tests.docs.retention_page
	@$(BIN)/python -m tests.requirements.page
	@$(BIN)/python -m tests.docs.demo_shown

bench: $(STAMP) ## Count calls against their minimum, an idle cycle against vdirsyncer, log and figures against bare SQL
	@$(BIN)/python -m tests.bench

bench-large: $(STAMP) ## Mirror 1,499 real issues to the other tools, in about five minutes, against the least time
	@$(BIN)/python -m tests.bench.large

machine: $(STAMP) ## Run the state machine for 2,000 examples of 50 steps at each of its casts, and every planted fault
	@$(BIN)/python -m pytest tests/machine --numprocesses=auto --dist=loadscope \
	  --hypothesis-profile=thorough --hypothesis-seed=$$(date +%s)

attack: $(STAMP) ## Attack the figures of 20,000 drawn networks and of a real project's year, in about an hour
	@$(BIN)/python -m tests.attack

crash: $(STAMP) ## Kill the service 210 times while people work, in 14 minutes at most, and see that nothing is lost
	@$(BIN)/python -m tests.crash

faults: $(STAMP) ## Let every call of a cycle fail in every way, one at a time and mixed, in about half an hour
	@$(BIN)/python -m tests.crash.every

simulate: $(STAMP) ## Run a network for weeks of simulated time
	@$(BIN)/python -m tests.system.week

lock: ## Take the newest allowed versions into the lock files
	@$(PYTHON) -m venv .venv-lock && .venv-lock/bin/python -m pip --disable-pip-version-check install --quiet --quiet uv
	@$(LOCK) -o requirements.lock pyproject.toml
	@$(LOCK) -o requirements-dev.lock -c requirements.lock --group dev
	@rm -r .venv-lock
