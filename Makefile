# make serve | build | try | test | check | publish | promote | draft | preview | export
# make bench | search-eval | mutants | lock | clean
# Everything is installed into .venv/, node_modules/ and .cache/ of this folder.

# Python 3.12 or later, 3.13 first: the version that .python-version names.
PYTHON := $(shell for p in python3.13 python3.14 python3.12 python3 python; do \
  $$p -c 'import sys, ensurepip; sys.exit(sys.version_info < (3, 12))' 2>/dev/null && echo $$p && break; done)

VENV := .venv/bin
INSTALLED := .venv/installed node_modules/installed
HANDBOOK := PATH="$(CURDIR)/$(VENV):$$PATH" \
  PIP_CACHE_DIR="$(CURDIR)/.cache/pip" npm_config_cache="$(CURDIR)/.cache/npm" \
  UV_CACHE_DIR="$(CURDIR)/.cache/uv" \
  NO_MKDOCS_2_WARNING=1 DISABLE_MKDOCS_2_WARNING=true PYTHONPATH="$(CURDIR)"
ADDRESS ?= 127.0.0.1:8000

# What is installed knows the folder that it stands in: installed anew where that was moved.
$(shell test "$$(cat .venv/installed 2>/dev/null)" = "$(CURDIR)" || rm -f .venv/installed)

.DELETE_ON_ERROR:
.PHONY: serve build try test tests check browser publish promote draft preview export \
  bench search-eval mutants lock clean

serve: $(INSTALLED)
	@$(HANDBOOK) HANDBOOK_ERRORS_FAIL=false HANDBOOK_QUICK=true PYTHONDONTWRITEBYTECODE=1 \
	  mkdocs serve --livereload --dev-addr $(ADDRESS)

build: $(INSTALLED)
	@$(HANDBOOK) mkdocs build --strict --clean --site-dir site
	@$(HANDBOOK) node macros/compress.mjs site node_modules/.cache/compressed

# After an edit of a rule file: which worked cases have another answer now.
try: $(INSTALLED)
	@$(HANDBOOK) python -m tests.try_cases

# What the tests have passed on is kept: make publish asks for it.
test: $(INSTALLED)
	@$(HANDBOOK) python -m publishing.tested $(MAKE) --no-print-directory tests

tests: check browser
	@$(HANDBOOK) python -m tests.frozen

# Editions. REPOSITORY is the one that is published to, this one if none is given; TODAY is another day.
#
#   make publish EDITION=2026-12-01 TITLE="2026年12月版"     builds what is committed, if the gate lets it
#   make promote                                           current/ becomes the edition in force today
#   make draft                                             what stands here, marked as a draft
#   make export DIR=/srv/handbook                          all that is published, for any web server
PUBLISHING = $(HANDBOOK) python -m publishing --repository "$$REPOSITORY" --branch "$$BRANCH" --today "$$TODAY"
BRANCH ?= gh-pages
export REPOSITORY BRANCH TODAY EDITION TITLE DIR

publish: $(INSTALLED)
	@$(PUBLISHING) publish "$$EDITION" "$$TITLE"

promote draft: $(INSTALLED)
	@$(PUBLISHING) $@

export: $(INSTALLED)
	@$(PUBLISHING) export "$$DIR"

# The whole published set, as readers will get it.
preview: $(INSTALLED)
	@$(PUBLISHING) export .cache/preview
	@echo "http://$(ADDRESS)/"
	@$(HANDBOOK) python -m http.server --directory .cache/preview \
	  --bind $(firstword $(subst :, ,$(ADDRESS))) $(lastword $(subst :, ,$(ADDRESS)))

check: $(INSTALLED)
	@$(HANDBOOK) ruff check .
	@$(HANDBOOK) ruff format --check .
	@$(HANDBOOK) mypy
	@$(HANDBOOK) lint-imports --no-logo --cache-dir .cache/import-linter
	@$(HANDBOOK) npx --no-install tsc --project tsconfig.json
	@$(HANDBOOK) npx --no-install tsc --project tsconfig.worker.json

browser: $(INSTALLED)
	@$(HANDBOOK) python -m tests.browser.browsers

# Figures for people, not for a test: seconds of a build now and at 3,000 pages, of large batches,
# of the start of Python in a page.
bench: $(INSTALLED) browser
	@$(HANDBOOK) python -m tests.bench.build
	@$(HANDBOOK) python -m tests.bench.batch
	@$(HANDBOOK) python -m tests.bench.start

# How well the search finds, beside the theme's own. SITE=site measures what is built there, alone;
# SITE=--large both at 3,000 pages.
search-eval: $(INSTALLED) browser
	@$(HANDBOOK) python -m tests.bench.search $(SITE)

# Which changes of the calculators' code no test notices: some 20 minutes, not in make test.
mutants: $(INSTALLED)
	@$(HANDBOOK) python -m tests.bench.mutants

.venv/installed: requirements.txt
	@$(if $(PYTHON),,$(error Python 3.12 or later with venv is needed: install python3 and python3-venv))
	@{ $(VENV)/python -m pip --version && grep -q "$(CURDIR)" $(VENV)/pip; } >/dev/null 2>&1 || \
	  $(PYTHON) -m venv --clear .venv
	@echo "Installing Python packages into .venv/ ..."
	@$(HANDBOOK) python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r requirements.txt
	@echo "$(CURDIR)" > $@

node_modules/installed: package-lock.json .venv/installed
	@echo "Installing npm packages into node_modules/ ..."
	@$(HANDBOOK) npm ci --ignore-scripts --no-audit --no-fund --silent
	@touch $@

# After a change of ranges in pyproject.toml or package.json.
lock: $(INSTALLED)
	@$(HANDBOOK) uv pip compile pyproject.toml --extra batch --extra cluster --group site --group test --universal \
	  --python-version 3.12 --generate-hashes --no-emit-index-url --no-emit-find-links \
	  --no-header --quiet --output-file requirements.txt
	@$(HANDBOOK) uv pip compile --group successor --no-deps --universal \
	  --python-version 3.12 --generate-hashes --no-emit-index-url --no-emit-find-links \
	  --no-header --quiet --output-file tests/site/successor.txt
	@$(HANDBOOK) npm install --package-lock-only --ignore-scripts --no-audit --no-fund --silent

clean:
	rm -rf .venv node_modules .cache site
