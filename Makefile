# Fatiao 法条.  Needs Python 3.11 or newer, make, and access to a package index.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
JOBS ?= auto
# Tests: the number of workers, and the seed of their order (a run prints it); see docs/dev/testing.md.
WORKERS ?= auto
SEED ?=
PYTEST = $(BIN)/python -m pytest --numprocesses $(WORKERS) --dist worksteal $(if $(SEED),--randomly-seed=$(SEED))
LOCK := ../$(BIN)/pip-compile --quiet --generate-hashes --allow-unsafe --no-strip-extras --no-header --no-annotate \
	--no-emit-index-url --no-emit-find-links --no-emit-trusted-host

.PHONY: help site bundle test test-all lint bench bench-site fuzz lock clean docs score scripts coverage

help:            ## list the targets
	@grep -E '^[a-z-]+: .*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

IS_NEW_ENOUGH := -c "import sys; sys.exit(sys.version_info < (3, 11))"
CHECK_PYTHON := $(PYTHON) $(IS_NEW_ENOUGH) 2>/dev/null || \
	{ echo "Fatiao needs Python 3.11 or newer, and $(PYTHON) is not: make PYTHON=python3.12 $(MAKECMDGOALS)" >&2; exit 1; }

# One stamp per lock file: reinstall only when the lock or the project's metadata changed.  An environment that an
# interrupted run left incomplete is recreated.
$(VENV)/.%.stamp: requirements/%.txt pyproject.toml
	@$(CHECK_PYTHON)
	@test ! -e $(VENV)/.unfinished && $(BIN)/python $(IS_NEW_ENOUGH) 2>/dev/null && \
		$(BIN)/python -m pip --version >/dev/null 2>&1 || $(PYTHON) -m venv --clear $(VENV)
	@touch $(VENV)/.unfinished
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r $<
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@rm -f $(VENV)/.unfinished
	@touch $@

site: $(VENV)/.site.stamp  ## convert the corpus and build the site to build/html
	$(BIN)/fatiao build --jobs $(JOBS) --output build/html

bundle: $(VENV)/.site.stamp  ## make the offline bundle in dist (PDFs need Chromium and Chinese fonts)
	$(BIN)/fatiao bundle --jobs $(JOBS) --output dist $(BUNDLE)

test: $(VENV)/.test.stamp  ## run all tests except the slow ones
	$(PYTEST) -m "not slow"

test-all: $(VENV)/.test.stamp  ## run all tests
	$(PYTEST)

coverage: $(VENV)/.test.stamp  ## report lines that no test runs (without slow and browser tests)
	$(PYTEST) -m "not slow and not browser" --cov --cov-report=term:skip-covered

lint: $(VENV)/.dev.stamp  ## ruff, mypy and the import contract
	$(BIN)/ruff check . && $(BIN)/ruff format --check . && $(BIN)/mypy && $(BIN)/lint-imports --no-logo

bench: $(VENV)/.test.stamp  ## measure the figures of docs/dev/performance.md, except whole sites
	@for f in $(filter-out benches/bench_site.py benches/bench_large.py,$(wildcard benches/bench_*.py)); do \
		m=benches.$$(basename $$f .py); echo "== $$m"; $(BIN)/python -m $$m || exit 1; done

bench-site: $(VENV)/.site.stamp  ## measure whole sites of up to 16,000 articles, and other tools (an hour)
	$(BIN)/python -m benches.bench_site $(BENCH_SITE)

bench-large: $(VENV)/.site.stamp  ## measure corpora of 500 to 3,400 laws (an hour)
	$(BIN)/python -m benches.bench_large $(BENCH_LARGE)

docs: $(VENV)/.site.stamp  ## build the developers' site to build/docs
	$(BIN)/python -m sphinx -q -W --keep-going docs/dev build/docs

score: $(VENV)/.test.stamp  ## score the reader on the labelled laws in tests/gold
	$(BIN)/python -m tests.score

scripts: scripts/javascript/node_modules  ## check types, lint and unit tests of the site's scripts (needs Node.js)
	cd scripts/javascript && npm run --silent types && npm run --silent lint && npm run --silent test

scripts/javascript/node_modules: scripts/javascript/package-lock.json
	cd scripts/javascript && npm ci --silent --no-audit --no-fund && touch node_modules

fuzz: $(VENV)/.test.stamp  ## fuzz the reader for FUZZ_SECONDS (default 60)
	$(BIN)/python -m benches.fuzz --seconds $${FUZZ_SECONDS:-60}

lock: $(VENV)/.dev.stamp  ## update the lock files
	cd requirements && $(LOCK) --output-file site.txt ../pyproject.toml setuptools.in
	cd requirements && $(LOCK) --extra test --output-file test.txt ../pyproject.toml setuptools.in
	cd requirements && $(LOCK) --output-file bench.txt bench.in
	cd requirements && $(LOCK) --extra test --extra dev --output-file dev.txt ../pyproject.toml setuptools.in

clean:           ## remove build output
	@$(CHECK_PYTHON)
	rm -rf build dist
	@PYTHONPATH=conv $(PYTHON) -c "import sys; from pathlib import Path; from fatiao.generated import clean; sys.exit(clean(Path('docs')))"
