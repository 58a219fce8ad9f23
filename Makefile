# The two commands are `make demo` and `make test`; all that they install stands in .venv.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
.PHONY: help demo serve test benchmark audit sbom python chromium postgresql proxies

PORT ?= 8501
SCALE ?= 10
DEMO_HOME := demo_home
BIN := .venv/bin
INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check
SITE = $(BIN)/python -c 'import sysconfig; print(sysconfig.get_path("purelib"))'
SERVE := $(BIN)/streamlit run app.py --server.port $(PORT)

# The first of these that is Python 3.11 or newer and can make an environment.
PYTHONS := python3.11 python3 python3.12 python3.13 python
USABLE := import sys, ensurepip, venv; sys.exit(sys.version_info < (3, 11))
PYTHON = $(shell for name in $(PYTHONS); do $$name -c '$(USABLE)' 2>/dev/null && echo $$name && break; done)

help:
	@echo "make demo       show the sample district in a browser (port $(PORT), or PORT=...)"
	@echo "make serve      show your own data, from ROLLCALL_HOME or ./rollcall_home"
	@echo "make test       run every check, browser tests included"
	@echo "make audit      look for packages that are known to be vulnerable"
	@echo "make sbom       write sbom.json, the software bill of materials"
	@echo "make benchmark  measure the speed at SCALE million events (now $(SCALE))"

demo: export ROLLCALL_HOME = $(CURDIR)/$(DEMO_HOME)
demo: export ROLLCALL_RECORDS_URL =
demo: .venv/requirements.txt $(DEMO_HOME)/current
	$(SERVE)

serve: .venv/requirements.txt
	$(SERVE)

test: .venv/requirements-dev.txt chromium postgresql proxies
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports
	$(BIN)/pytest --no-fold-skipped -n 2 --dist loadfile --no-loadscope-reorder --ignore tests/browser
	$(BIN)/pytest --no-fold-skipped -n 2 --dist worksteal tests/browser

benchmark: .venv/requirements-dev.txt chromium
	$(BIN)/python -m tests.benchmarks.run --scale $(SCALE)

# The tools look at .venv from outside, so that they are not counted in.
audit: .venv/requirements-audit.txt
	@.venv/audit/bin/pip-audit --format json --progress-spinner off --path "$$($(SITE))" \
		| $(BIN)/python .ci/audit.py

sbom: .venv/requirements-audit.txt
	.venv/audit/bin/cyclonedx-py environment --output-reproducible --of JSON -o sbom.json $(BIN)/python

.venv/requirements-audit.txt: requirements-audit.txt .venv/requirements.txt
	$(BIN)/python -m venv .venv/audit
	.venv/audit/bin/python -m pip install --quiet --disable-pip-version-check -r $<
	@cp $< $@

# A copy of the list beside what was installed from it: pip runs again only when the list changes.
.venv/requirements.txt: requirements.txt | python
	@echo "Installing what the dashboard needs into .venv (about a minute)..."
	$(PYTHON) -m venv .venv
	$(INSTALL) -r $<
	@cp $< $@

.venv/requirements-dev.txt: requirements-dev.txt .venv/requirements.txt
	@echo "Installing what the tests need into .venv..."
	$(INSTALL) -r $<
	@cp $< $@

python:
	@if [ ! -d .venv ] && [ -z "$(PYTHON)" ]; then \
		echo "Rollcall needs Python 3.11 or newer with its venv module, and found none under: $(PYTHONS)."; \
		echo "Install it (on Debian or Ubuntu: apt-get install python3 python3-venv) and run this again."; \
		exit 1; \
	fi

chromium:
	@tests/install_package.sh chromium "the browser tests" \
		"the browser tests will be skipped, and listed at the end." chromium fonts-liberation

postgresql:
	@tests/install_package.sh pg_ctl "the tests of the records" \
		"the records are tested on SQLite alone, which is listed at the end." postgresql

# Where systemd runs, it would start them as servers of this machine: there only who wants them installs them.
proxies:
	@for name in nginx caddy; do \
		test -d /run/systemd/system || tests/install_package.sh $$name "the tests of deploy/" \
			"its configuration is not tried, which is listed at the end." $$name; \
	done

# The sample is made again when its generator or the store's tables change, so that an update never meets an old store.
$(DEMO_HOME)/current: $(wildcard sample_data/*.py) sample_data/records.json $(wildcard data_layer/tables/*.py)
	rm -rf $(DEMO_HOME)
	mkdir -p $(DEMO_HOME)
	touch $(DEMO_HOME)/sample
	$(BIN)/python -m sample_data.generate --out $(DEMO_HOME)/exports
	$(BIN)/python -m data_layer import $(DEMO_HOME)/exports
	$(BIN)/python -m data_layer records import sample_data/records.json
	$(BIN)/python -m data_layer publish --month 2026-03
	@touch $@
