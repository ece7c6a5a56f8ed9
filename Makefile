# Casus: `make run` starts it, `make test` checks it. Both begin on a machine that has only Python 3.11 or newer.

PYTHON ?= python3
VENV := .venv
PY := $(VENV)/bin/python
CASUS := $(VENV)/bin/casus
STORE := $(or $(CASUS_STORE),casus-data)

RUNTIME := $(VENV)/.runtime-installed
DEVELOPMENT := $(VENV)/.development-installed
PEERS := $(VENV)/.peers-installed
SEEDS := $(STORE)/.seeds-loaded

LOCK := $(VENV)/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate pyproject.toml

export PIP_DISABLE_PIP_VERSION_CHECK := 1

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help run test check browser gold datasets w3c ldes bench format lock clean

help:  ## say what can be made
	@sed -n 's/^\([a-z0-9]*\):.*## \(.*\)/make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 14

run: $(RUNTIME) $(SEEDS)  ## install, load the seeds, and serve until Ctrl-C (CASUS_PORT, CASUS_STORE)
	@exec $(CASUS) serve --store "$(STORE)"

test: $(DEVELOPMENT) browser  ## install what the tests need, then run every check and test
	@$(MAKE) --no-print-directory check

check: $(DEVELOPMENT)
	$(PY) -m ruff format --check
	$(PY) -m ruff check
	$(PY) -m mypy
	$(PY) -m pyright --pythonpath $(PY)
	$(VENV)/bin/lint-imports
	$(PY) -m ontology.generate --check
	$(PY) -m pytest -m "not wheel" --cov
	$(PY) -m pytest -m wheel

gold: $(DEVELOPMENT)  ## extract every text of GOLD=DIR (TEXTS=DIR) and score the claims found; SPLIT=half for both halves
	@test -n "$(GOLD)" || { echo "usage: make gold GOLD=DIR" >&2; exit 2; }
	@$(PY) -m tests.gold.evaluate "$(GOLD)" $(if $(TEXTS),--texts "$(TEXTS)") $(if $(SPLIT),--split "$(SPLIT)")

datasets: $(DEVELOPMENT)  ## load the datasets' files of DATA=DIR and compare counts and sums with theirs
	@test -n "$(DATA)" || { echo "usage: make datasets DATA=DIR" >&2; exit 2; }
	@$(PY) -m tests.datasets.extracts "$(DATA)"

w3c: $(DEVELOPMENT)  ## run the W3C's SPARQL suites over HTTP, from a copy of w3c/rdf-tests: TESTS=DIR
	@test -n "$(TESTS)" || { echo "usage: make w3c TESTS=DIR" >&2; exit 2; }
	@$(PY) -m tests.w3c.run "$(TESTS)"

ldes: $(DEVELOPMENT)  ## have a public LDES client, of the npm registry, follow the change feed; needs Node.js 20
	@command -v npm >/dev/null || { echo "make ldes needs Node.js 20 or newer, with npm" >&2; exit 1; }
	@npm ci --prefix tests/ldes --ignore-scripts --no-audit --no-fund --silent
	@$(PY) -m tests.ldes.run

bench: $(PEERS)  ## measure against named peers, in the same run
	@set -e; for file in tests/bench/bench_*.py; do $(PY) -m tests.bench.$$(basename $$file .py); done

format: $(DEVELOPMENT)  ## write the code the way the checks want it
	$(PY) -m ruff format
	$(PY) -m ruff check --fix

lock: $(DEVELOPMENT)  ## resolve the dependencies of pyproject.toml anew
	$(LOCK) --group build --output-file requirements.lock
	$(LOCK) --group dev --constraint requirements.lock --output-file requirements-dev.lock
	$(LOCK) --group bench --constraint requirements-dev.lock --output-file requirements-bench.lock

clean:  ## remove what was installed, built or cached; the store stays
	rm -rf $(VENV) tests/ldes/node_modules build dist .coverage .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(VENV)/bin/pip:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Casus needs Python 3.11 or newer; try: make PYTHON=python3.12 ...")'
	@$(PYTHON) -m venv $(VENV) || { echo "on Debian and Ubuntu: apt-get install python3-venv" >&2; exit 1; }

# Every package is checked against its locked hash, the build backend included: nothing is fetched to build Casus itself.
$(RUNTIME): requirements.lock pyproject.toml | $(VENV)/bin/pip
	$(PY) -m pip install --quiet --require-hashes -r requirements.lock
	$(PY) -m pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

$(DEVELOPMENT): requirements-dev.lock $(RUNTIME) | $(VENV)/bin/pip
	$(PY) -m pip install --quiet --require-hashes -r requirements-dev.lock
	@touch $@

$(PEERS): requirements-bench.lock $(DEVELOPMENT)
	$(PY) -m pip install --quiet --require-hashes -r requirements-bench.lock
	@touch $@

$(SEEDS): $(RUNTIME) $(wildcard seeds/*)
	$(CASUS) load seeds --store "$(STORE)"
	@touch $@

# The tests of the pages drive Debian's Chromium; without it, and without root to install it, they say that they are skipped.
browser:
	@command -v chromium >/dev/null || ./.ci/install-chromium
