# `make demo` and `make test` need Python 3.11 or newer with venv, git and make, and nothing else.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.SUFFIXES:

VENV := .venv
BIN := $(VENV)/bin
DEMO := demo
PYTEST_ARGS ?=
N ?= 20000
KILLS ?= 200
FLIPS ?= 10000
# The first of these that is 3.11 or newer and can make an environment.
PYTHON ?= $(shell for python in python3.11 python3 python3.12 python3.13 python3.14; do \
	"$$python" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null \
	&& { echo "$$python"; break; }; done)
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet --quiet
say = @printf '==> %s\n'

.PHONY: help demo test check format lint types layers coverage assess bench guard fuzz torture docs wheel container lab lock readme screenshots man clean distclean

help:  ## say what each target does
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-11s %s\n", $$1, $$2 }' Makefile

# --- Setting up -----------------------------------------------------------------------------------

$(VENV)/.made:
	@test -n "$(PYTHON)" || { echo 'no Python 3.11 or newer with venv was found; on Debian: apt-get install python3-venv' >&2; exit 1; }
	$(say) "making $(VENV) with $(PYTHON)"
	@$(PYTHON) -m venv --clear $(VENV)
	@# Older pips know neither dependency groups nor licence expressions.
	@$(BIN)/python -c 'import pip, sys; sys.exit(tuple(map(int, pip.__version__.split(".")[:2])) < (25, 1))' \
		|| { printf '==> %s\n' 'bringing pip up to date'; $(PIP) install --upgrade 'pip>=25.1'; }
	@touch $@

$(VENV)/.runtime: requirements/runtime.txt $(VENV)/.made
	$(say) "installing what the program needs, as locked in requirements/runtime.txt"
	@$(PIP) install --require-hashes --requirement requirements/runtime.txt
	@touch $@

$(VENV)/.project: pyproject.toml src/provenance/version.py $(VENV)/.runtime
	$(say) "installing the project itself, editable"
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.dev: requirements/dev.txt $(VENV)/.project
	$(say) "installing what the tests and checks need, as locked in requirements/dev.txt"
	@$(PIP) install --require-hashes --requirement requirements/dev.txt
	@touch $@

$(VENV)/.peers: requirements/peers.txt $(VENV)/.dev
	$(say) "installing the peers that benchmarks compare with, as locked in requirements/peers.txt"
	@$(PIP) install --require-hashes --requirement requirements/peers.txt
	@touch $@

# --- Using ----------------------------------------------------------------------------------------

demo: $(VENV)/.project  ## audit the captures in examples/ and print the report
	$(say) "auditing the five captures in examples/ into a fresh archive"
	@rm -rf $(DEMO) && mkdir $(DEMO)
	@status=0; $(BIN)/provenance audit --archive $(DEMO)/provenance.db examples/*.json \
		| tee $(DEMO)/report.txt || status=$$?; \
	if [ "$$status" -ne 4 ]; then \
		echo "the audit of the examples ended with $$status; 4 was expected, since they hold findings" >&2; exit 1; \
	fi
	$(say) "auditing them again, as JSON: the archive holds them, so that nothing is new"
	@$(BIN)/provenance audit --archive $(DEMO)/provenance.db --format json examples/*.json > $(DEMO)/report.json
	$(say) "wrote $(DEMO)/report.txt (the report above), $(DEMO)/report.json (the same for programs) and $(DEMO)/provenance.db (the archive)"

# --- Checking -------------------------------------------------------------------------------------

test: $(VENV)/.dev  ## run the tests
	$(say) "running the tests"
	@$(BIN)/python -m pytest --quiet $(PYTEST_ARGS)

check: lint types layers assess coverage  ## run every check: style, types, layers, tests with the coverage gate
	$(say) "all checks passed"

assess: $(VENV)/.dev  ## score the classes of edits on the labelled sets, and hold the limits
	$(say) "labelled edits: recall and precision a class, and what was taken for what"
	@$(BIN)/python -m tests.assessment.score

format: $(VENV)/.dev  ## bring the code into its one format
	@$(BIN)/ruff check --fix --quiet . ; $(BIN)/ruff format .

lint: $(VENV)/.dev
	$(say) "ruff: style, then format"
	@$(BIN)/ruff check --quiet .
	@$(BIN)/ruff format --check --quiet .

types: $(VENV)/.dev
	$(say) "mypy --strict over src, tests and benchmarks"
	@$(BIN)/mypy

layers: $(VENV)/.dev
	$(say) "import-linter: a layer imports only the layers below it"
	@$(BIN)/lint-imports

coverage: $(VENV)/.dev
	$(say) "the tests once more, counting branches"
	@$(BIN)/coverage erase
	@$(BIN)/coverage run -m pytest --quiet $(PYTEST_ARGS)
	@$(BIN)/coverage combine --quiet
	@$(BIN)/coverage report

bench: $(VENV)/.peers  ## time the stages and the peers, and write benchmarks/RESULTS.md
	$(say) "every figure of benchmarks/RESULTS.md, which takes some minutes"
	@$(BIN)/python -m benchmarks.results
	$(say) "what peers and the classes miss among labelled edits, and raise for nothing, into docs/classes.md"
	@$(BIN)/python -m tests.assessment.page docs/classes.md
	$(say) "the suites over the seeded corpus"
	@$(BIN)/python -m pytest benchmarks --benchmark-only --quiet $(PYTEST_ARGS)

fuzz: $(VENV)/.dev  ## hold the program against a second reader of its specification, on N posts
	$(say) "$(N) mutated posts, read by the program and by the second reader"
	@$(BIN)/python -m tests.reference.fuzz $(N)

torture: $(VENV)/.dev  ## kill a snapshot at 200 random moments, and change 10,000 random bytes of an archive
	$(say) "$(KILLS) snapshots killed at random moments"
	@PROVENANCE_TEST_TORTURE=$(KILLS) $(BIN)/python -m pytest --quiet tests/integration/pipeline/test_torture.py $(PYTEST_ARGS)
	$(say) "$(FLIPS) random bytes of an archive changed, one by one"
	@PROVENANCE_TEST_TAMPER=$(FLIPS) $(BIN)/python -m pytest --quiet tests/tamper/archive/test_bytes.py $(PYTEST_ARGS)
	$(say) "every byte of a bundle changed, one by one"
	@PROVENANCE_TEST_TORTURE=1 $(BIN)/python -m pytest --quiet tests/tamper/bundle $(PYTEST_ARGS)

guard: $(VENV)/.peers  ## hold speed, peak memory and the price of hostile input to their limits
	$(say) "ratio guard, interleaved with turbohtml.parse"
	@$(BIN)/python -m benchmarks.guard
	$(say) "peak memory of a stream of posts"
	@$(BIN)/python -m benchmarks.memory
	$(say) "hostile input, each in a process of its own"
	@$(BIN)/python -m benchmarks.hostile
	$(say) "diffs, interleaved with lxml's htmldiff"
	@$(BIN)/python -m benchmarks.diff
	$(say) "diffs of hostile texts, each in a process of its own"
	@$(BIN)/python -m benchmarks.bounds
	$(say) "rules on hostile texts, each in a process of its own"
	@$(BIN)/python -m benchmarks.rules
	$(say) "captures a second, beside bare requests"
	@$(BIN)/python -m benchmarks.capture
	$(say) "what starting costs, beside a bare Python"
	@$(BIN)/python -m benchmarks.startup
	$(say) "the log, and the check of an archive"
	@$(BIN)/python -m benchmarks.evidence
	$(say) "a bundle checked from a cold start, beside an interpreter that does nothing"
	@$(BIN)/python -m benchmarks.bundle

# --- Making ---------------------------------------------------------------------------------------

docs: $(VENV)/.dev  ## build the documents into build/docs, and run the examples in them
	$(say) "the documents, offline, where a warning is an error"
	@$(BIN)/python -m sphinx -q -W --keep-going -b html -d build/doctrees docs build/docs
	$(say) "the examples in them"
	@$(BIN)/python -m sphinx -q -W --keep-going -b doctest -d build/doctrees docs build/doctest
	$(say) "wrote build/docs/index.html"

wheel: $(VENV)/.dev  ## build the sdist, and the wheel from it, into dist/
	$(say) "building dist/"
	@rm -rf dist && $(BIN)/python -m build --no-isolation . > /dev/null && ls dist

container:  ## build the image of Containerfile with buildah, and audit examples/ in it
	@tests/packaging/container.sh

lab:  ## start real WordPress sites for the tests, and print what tells the tests of them
	@if tests/lab/sites.sh present; then tests/lab/sites.sh start && tests/lab/sites.sh exports; else \
		printf '%s\n' 'No ../shared/wordpress-lab lies beside the project, so no site can be built here.' \
			'To run the tests on a WordPress of your own (posts are made and deleted there):' \
			"  export PROVENANCE_TEST_WORDPRESS='http://localhost:8080,USER,APPLICATION-PASSWORD'" \
			'  make test PYTEST_ARGS=tests/integration/wordpress' >&2; exit 1; fi

readme: $(VENV)/.dev  ## write the outputs that README.md and the tutorial quote anew
	$(say) "running the commands that README.md and the tutorial quote"
	@$(BIN)/python -m tests.packaging.console README.md docs/tutorial/*.md

screenshots: $(VENV)/.dev  ## take the pictures of the page that README.md shows, with Debian's Chromium
	$(say) "taking pictures of the page over the captures in examples/"
	@$(BIN)/python -m tests.packaging.screenshots
	$(say) "wrote docs/images/"

man: $(VENV)/.dev  ## write the manual page anew from the commands
	$(say) "writing man/provenance.1"
	@$(BIN)/python -m tests.packaging.manual man/provenance.1

lock: $(VENV)/.dev  ## write the lock files anew from pyproject.toml
	$(say) "locking requirements/runtime.txt, dev.txt and peers.txt"
	@$(PIP) install --group lock
	@$(BIN)/python requirements/lock.py --upgrade

clean:  ## remove what the other targets wrote, the environment apart
	@rm -rf $(DEMO) dist build htmlcov .coverage .coverage.* .hypothesis .mypy_cache .ruff_cache .import_linter_cache .benchmarks
	@find . -name __pycache__ -type d -not -path './$(VENV)/*' -prune -exec rm -rf {} +

distclean: clean  ## remove the environment too
	@rm -rf $(VENV)
