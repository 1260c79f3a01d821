# newsarchive: `make demo` shows it, `make test` tests it. Both set up what they need; nothing else is asked of you.

PYTHON ?= python3
DATA ?= newsarchive-demo
ARGS ?=

export PIP_DISABLE_PIP_VERSION_CHECK = 1
# The build backend, which pip installs apart from the rest, is pinned as well; the name changed between versions of pip.
export PIP_CONSTRAINT = constraints.txt
export PIP_BUILD_CONSTRAINT = constraints.txt

# Modules are compiled when they are first loaded: most of what is installed never is.
INSTALL = .venv/bin/python -m pip install --quiet --no-compile --constraint constraints.txt --editable
PINS = pyproject.toml constraints.txt
# Two at a time, each file of tests in one process, so that what a file builds is built once.
TWO = -n 2 --dist loadfile --no-loadscope-reorder

.PHONY: help demo test check clean
help:
	@echo "make demo             build the sample archive, ask it a question, serve the API and the pages until Ctrl-C"
	@echo "make demo ARGS=--once the same, without serving"
	@echo "make test             run the tests"
	@echo "make check            lint, types and import rules"
	@echo "make clean            remove the virtual environment and the demonstration's archive"

demo: .venv/installed
	@.venv/bin/newsarchive demo sample/archive --data "$(DATA)" $(ARGS)

test: .venv/installed-dev
	.venv/bin/python -m pytest $(TWO) $(ARGS)

check: .venv/installed-dev
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	.venv/bin/mypy
	.venv/bin/lint-imports

clean:
	rm -rf .venv newsarchive-demo

# A stamp is newer than the pins it was installed from, so that nothing is installed twice.
.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2> /dev/null || { \
	  found=$$($(PYTHON) --version 2>&1) || found="not to be found"; \
	  echo "newsarchive needs Python 3.11 or newer; '$(PYTHON)' is $$found." >&2; \
	  echo "Name one that is, as in: make PYTHON=python3.11 $(MAKECMDGOALS)" >&2; exit 1; }
	@echo "making .venv with $$($(PYTHON) --version)"
	@$(PYTHON) -m venv .venv

.venv/installed: .venv/bin/python $(PINS)
	@test -e .venv/installed-dev || echo "installing newsarchive and what it needs into .venv (some minutes the first time)"
	@$(INSTALL) .
	@touch $@

.venv/installed-dev: .venv/installed
	@echo "installing what the tests need into .venv"
	@$(INSTALL) '.[dev]'
	@touch $@
