# Two commands on a fresh machine with Python 3.11, pip and make: `make run` and `make test`.

PYTHON ?= $(shell for p in python3.11 python3.12 python3.13 python3; do "$$p" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo "$$p" && break; done)
UV_VERSION := 0.9.5
BIN := .venv/bin

.PHONY: run test lint bench gate docs web ids rebuild help clean

from_debian = { test "$$(id -u)" = 0 && { apt-get install -y -q $(1) || { apt-get update -q \
	&& apt-get install -y -q $(1); }; } >/dev/null 2>&1; }

run: .venv/.ready  ## build the registry from the shipped lists, show who is in, since when, what changed, and serve the site
	@$(BIN)/deputized build
	@$(BIN)/deputized summary
	@$(BIN)/deputized serve --unless-quiet

test: .venv/.ready  ## run the tests on both cores; the browser tests need Chromium and some recipes R, which are installed where that is allowed
	@command -v chromium >/dev/null || $(call from_debian,chromium) \
		|| echo "no Chromium, and it cannot be installed here: the browser tests will be skipped"
	@command -v Rscript >/dev/null || $(call from_debian,--no-install-recommends r-base-core r-cran-rsqlite r-cran-reticulate) \
		|| echo "no R, and it cannot be installed here: its tests will be skipped"
	$(BIN)/python -m pytest -n 2 --dist loadfile -q -rs

lint: .venv/.ready  ## ruff and mypy --strict
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

bench: .venv/.ready  ## the identity benchmark and the speed figures
	$(BIN)/python -m bench

gate: .venv/.ready  ## the wheel away from home: every Python that is found, odd surroundings, lowest versions
	$(BIN)/python -m bench.gate
	$(BIN)/python -m bench.gate --lowest --python 3.11

docs: .venv/.ready  ## write the reference pages from the code
	$(BIN)/python docs/make_reference.py

web:  ## build the site's browser code from web/ (maintainers; needs node 20, users need none)
	npm ci --prefix web --ignore-scripts --no-audit --no-fund
	npm run --prefix web build

ids: .venv/.ready  ## issue ids for what is new, before a release
	$(BIN)/deputized ids

rebuild: .venv/.ready  ## make the shipped ledger, reference tables and results anew from ../shared
	$(BIN)/deputized archive rebuild ../shared/corpus
	$(BIN)/deputized reference rebuild ../shared/reference
	$(BIN)/deputized document rebuild ../shared/corpus
	$(BIN)/deputized outcomes rebuild ../shared/outcomes ../shared/facts

help:  ## this list
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/:/' | column -t -s:

clean:  ## remove the environment and caches
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis

.venv/.ready: pyproject.toml uv.lock
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed; set PYTHON=/path/to/python3.11"; exit 1; }
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check "uv>=$(UV_VERSION)"
	$(BIN)/uv sync --frozen --quiet --inexact
	@touch $@
