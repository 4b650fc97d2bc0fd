# make serve | build | test | check | lock | clean
# Everything is installed into .venv/, node_modules/ and .cache/ of this folder.

# Python 3.12 or later, 3.13 first: the version that .python-version names.
PYTHON := $(shell for p in python3.13 python3.14 python3.12 python3 python; do \
  $$p -c 'import sys, ensurepip; sys.exit(sys.version_info < (3, 12))' 2>/dev/null && echo $$p && break; done)

VENV := .venv/bin
INSTALLED := .venv/installed node_modules/installed
HANDBOOK := PATH="$(CURDIR)/$(VENV):$$PATH" \
  NO_MKDOCS_2_WARNING=1 DISABLE_MKDOCS_2_WARNING=true PYTHONPATH="$(CURDIR)"
ADDRESS ?= 127.0.0.1:8000

.DELETE_ON_ERROR:
.PHONY: serve build test check browser lock clean

serve: $(INSTALLED)
	@$(HANDBOOK) HANDBOOK_ERRORS_FAIL=false PYTHONDONTWRITEBYTECODE=1 \
	  mkdocs serve --livereload --dev-addr $(ADDRESS)

build: $(INSTALLED)
	@$(HANDBOOK) mkdocs build --strict --clean --site-dir site

test: check browser
	@$(HANDBOOK) python -m pytest

check: $(INSTALLED)
	@$(HANDBOOK) ruff check .
	@$(HANDBOOK) ruff format --check .
	@$(HANDBOOK) mypy
	@$(HANDBOOK) lint-imports --no-logo
	@$(HANDBOOK) npx --no-install tsc --project tsconfig.json
	@$(HANDBOOK) npx --no-install tsc --project tsconfig.worker.json

browser: $(INSTALLED)
	@$(HANDBOOK) python -m tests.browser.chromium

.venv/installed: requirements.txt
	@$(if $(PYTHON),,$(error Python 3.12 or later with venv is needed: install python3 and python3-venv))
	@test -x $(VENV)/python || $(PYTHON) -m venv .venv
	@echo "Installing Python packages into .venv/ ..."
	@$(VENV)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	@touch $@

node_modules/installed: package-lock.json .venv/installed
	@echo "Installing npm packages into node_modules/ ..."
	@$(HANDBOOK) npm ci --ignore-scripts --no-audit --no-fund --silent
	@touch $@

# After a change of ranges in pyproject.toml or package.json.
lock: $(INSTALLED)
	@$(HANDBOOK) uv pip compile pyproject.toml --group site --group test --universal \
	  --python-version 3.12 --generate-hashes --no-emit-index-url --no-emit-find-links \
	  --no-header --quiet --output-file requirements.txt
	@$(HANDBOOK) npm install --package-lock-only --ignore-scripts --no-audit --no-fund --silent

clean:
	rm -rf .venv node_modules .cache site
