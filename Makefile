# Everything a person types. `make` alone lists it.

VENV := .venv
BIN := $(VENV)/bin
# Wheels only: installing runs no code of the packages. Hashes: nothing comes in that the locks do not name.
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
INSTALL_LOCKED := $(PIP) install --require-hashes --only-binary :all: --requirement
INSTALL_PROJECT := $(PIP) install --no-deps --no-build-isolation --no-index --editable .
# Readers of our exports and judges of our pages that come by npm; tests/js/.npmrc keeps their scripts from running, too.
READERS := tests/js/node_modules/.package-lock.json
COMPILE_LOCK := pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes \
  --no-emit-index-url --no-annotate --custom-compile-command "make lock"

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help site serve test check install lock clean screenshots programs

help: ## list these commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-12s %s\n", $$1, $$2}' $(firstword $(MAKEFILE_LIST))

site: install ## build the site into site/ (sets everything up the first time)
	@$(BIN)/litreview build
	@printf '\nThe site is in site/. To read it, with search and all:\n  %s\nor open %s\n' \
	  '$(BIN)/litreview serve' '$(CURDIR)/site/index.html'

serve: install ## build the site, serve it on this machine, rebuild on every change
	@$(BIN)/litreview serve

test: $(VENV)/.dev programs $(READERS) ## run every test, those in a real browser too
	@$(BIN)/pytest

check: $(VENV)/.dev ## judge the code and the records without running tests
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/litreview check --strict

install: $(VENV)/.site ## set up .venv with what requirements.lock names, and litreview itself

lock: ## renew the three lock files to the newest versions that pyproject.toml allows
	@uv=$$(command -v uv || command -v $(BIN)/uv) || { \
	  echo 'make lock needs uv: pip install uv, or see its documentation for other ways' >&2; exit 1; }; \
	set -ex; \
	"$$uv" $(COMPILE_LOCK) pyproject.toml --group build --output-file requirements.lock; \
	"$$uv" $(COMPILE_LOCK) pyproject.toml --group dev --constraint requirements.lock --output-file requirements-dev.lock; \
	"$$uv" $(COMPILE_LOCK) --group zensical --output-file requirements-zensical.lock

clean: ## remove all that these commands made: the site, generated pages, caches, .venv
	@if git rev-parse --git-dir >/dev/null 2>&1; then git clean -Xdfq -- docs; fi
	rm -rf site $(VENV) tests/js/node_modules .cache .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis build
	find generator tests benchmarks -name __pycache__ -prune -exec rm -rf {} + 2>/dev/null || true

screenshots: $(VENV)/.dev ## pictures of every kind of page, wide and narrow, light and dark, in .cache/screenshots/
	@$(BIN)/python tests/screenshots.py

programs: $(VENV)/.dev ## name the programs that tests need and that are not here
	@[ -d tests ] || { echo 'No tests here: a fresh review takes the generator along without them.' >&2; exit 1; }
	@$(BIN)/python tests/programs.py

# The stamps are renewed when a lock or the project's settings are newer.
$(VENV)/.site: requirements.lock pyproject.toml | $(BIN)/python
	@echo 'Installing requirements.lock into $(VENV) ...'
	@$(INSTALL_LOCKED) requirements.lock || { $(EXPLAIN_FAILURE); exit 1; }
	@$(INSTALL_PROJECT)
	@touch $@

$(VENV)/.dev: requirements-dev.lock pyproject.toml | $(BIN)/python
	@echo 'Installing requirements-dev.lock into $(VENV) ...'
	@$(INSTALL_LOCKED) requirements-dev.lock || { $(EXPLAIN_FAILURE); exit 1; }
	@$(INSTALL_PROJECT)
	@touch $@ $(VENV)/.site

$(READERS): tests/js/package-lock.json tests/js/package.json
	@echo 'Installing tests/js/package-lock.json into tests/js/node_modules ...'
	@npm ci --loglevel=error --omit=dev --prefix tests/js
	@touch $@

# PYTHON=... names another interpreter. Debian's python3 can lack ensurepip, and would leave half a .venv behind.
$(BIN)/python:
	@for python in $(PYTHON) python3 python3.14 python3.13 python3.12 python3.11; do \
	  "$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && break; python=; \
	done; \
	if [ -z "$$python" ]; then \
	  echo 'litreview needs Python 3.11 or newer, and found none.' >&2; \
	  echo 'Install it, or say where it is: make site PYTHON=/path/to/python3.11' >&2; exit 1; \
	fi; \
	if ! "$$python" -c 'import ensurepip, venv' 2>/dev/null; then \
	  echo "$$python cannot make a virtual environment: its venv module is missing." >&2; \
	  echo 'On Debian or Ubuntu: sudo apt install python3-venv' >&2; exit 1; \
	fi; \
	echo "Making $(VENV) with $$("$$python" --version) ..."; \
	"$$python" -m venv $(VENV)

EXPLAIN_FAILURE = { \
  echo; \
  echo 'Installing failed: the lines above say why. What helps most often:'; \
  echo '  - no network, or a proxy: pip reads PIP_INDEX_URL, PIP_PROXY and pip.conf as usual'; \
  echo '  - a $(VENV) that something else made: make clean, then again'; \
  echo '  - a Python that is too new for ready-made packages: make clean, then make site PYTHON=python3.13'; \
} >&2
