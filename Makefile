# The words of this project; each makes what it needs.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.made-for
BENCH_STAMP := $(VENV)/.made-for-bench
JOBS ?= 2

.PHONY: help venv demo test lint bench conformance clean

help:  ## this list
	@awk -F ':.*## ' '/^[a-z]+:.*## /{printf "  make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

# The environment is made anew where it is missing, or was made for another pyproject.toml or interpreter.
$(STAMP): pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed; say PYTHON=/path/to/python3.11")'
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[dev]'
	@touch $@

venv: $(STAMP)  ## make .venv with everything that development needs

demo: $(STAMP)  ## play the page about_PSSessions on this machine
	@$(BIN)/python tools/demo

test: $(STAMP)  ## run the tests
	@$(BIN)/python -m pytest -n $(JOBS) --dist loadgroup

lint: $(STAMP)  ## check style, types, layers and generated files
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-cache
	@$(BIN)/python tools/async_to_sync.py --check
	@$(BIN)/python tools/reference_pages.py --check

# What we are measured against is not needed for anything else.
$(BENCH_STAMP): $(STAMP)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[bench]' \
	  || echo 'xonsh and psrpcore cannot be installed; the rows that need them are left out' >&2
	@touch $@

bench: $(BENCH_STAMP)  ## measure speed and size, each figure beside its anchor
	@$(BIN)/python benchmarks $(BENCH)

# The recordings lie beside the project, or where GOLDENS says.
GOLDENS ?= ../shared/goldens
conformance: $(STAMP)  ## run what PowerShell was recorded to do, against the floor
	@$(BIN)/python tools/conformance.py --goldens $(GOLDENS) --jobs $(JOBS)

clean:  ## remove what was made
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis dist build
