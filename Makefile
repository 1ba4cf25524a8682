# The only commands anyone needs. Works in a folder with a space in its name: every path is relative.
SHELL := /bin/sh
BIN := .venv/bin
PY := $(BIN)/python
# The first Python of the right age; give another with: make PYTHON=/path/to/python
PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11; do \
	$$p -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 14))' >/dev/null 2>&1 && echo $$p && break; done)
RESOLUTION ?= highest
export PIP_DISABLE_PIP_VERSION_CHECK = 1

help: ## this list
	@grep -E '^[a-z]+:.*##' Makefile | sed 's/:.*##/\t/' | expand -t 10

serve: book ## build the book and serve it at the printed address
	@$(PY) tools/serve.py

book: .venv/ready ## build the book into _build/html, warnings being errors
	@rm -rf _build/html
	@$(BIN)/jupyter-book build -q -W -n --keep-going .

live: .venv/ready ## open JupyterLab on the chapters (with more options: make live LAB="--no-browser --port=8899")
	@$(PY) -m jupyter trust chapters/*.ipynb > /dev/null  # the pictures of what is stored are shown before a cell is run
	$(PY) -m jupyter lab --notebook-dir=. --ServerApp.jpserver_extensions='{"book.stored": True}' $(LAB) chapters/index.ipynb

test: .venv/ready book ## everything: style, models, traces, data, notebooks, site and JupyterLab in a browser
	$(PY) tools/browser.py
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	$(PY) -m pytest -q -n 2 --dist loadgroup
	@$(MAKE) -s nbval

nbval: .venv/ready ## every output of every notebook, run again as the plainest processor would and compared
	$(PY) tools/processors.py

processors: .venv/ready ## the same on every processor that this machine can be, as a table
	$(PY) tools/processors.py all

engines: .venv/ready book ## every page in Firefox and in WebKit: figures, sliders, panels, search, folds, as a table
	PYTHONPATH=tests/browser $(PY) tools/engines.py

paper: .venv/ready book ## the whole course as one PDF, and the site as one zip, in _build
	@$(PY) tools/paper.py

refresh: .venv/ready ## run the notebooks again and store them in canonical form (one: make refresh NB=chapters/02-*.ipynb)
	$(PY) tools/refresh.py $(NB)

bench: .venv/ready book ## measure, against a peer where there is one, and print a table
	@grep == requirements.txt > _build/constraints.txt
	$(PY) -m pip install -q -c _build/constraints.txt -e ".[bench]"
	$(PY) tools/browser.py
	PYTHONPATH=tests $(PY) tools/bench.py

lock: ## renew requirements.txt from pyproject.toml
	$(PY) -m pip install -q uv
	$(PY) -m uv pip compile -q --upgrade --universal --resolution $(RESOLUTION) --python-version 3.11 --no-header --no-annotate \
		--extra book --extra live --extra test pyproject.toml -o requirements.new
	echo "-e ." >> requirements.new
	mv requirements.new requirements.txt

.venv/ready: requirements.txt pyproject.toml
	@test -n "$(PYTHON)" || { echo "No Python 3.11, 3.12 or 3.13 was found. Install one, or: make PYTHON=/path/to/python"; exit 1; }
	@echo "Setting up .venv (once)"
	@$(PYTHON) -m venv .venv
	@$(PY) -m pip install -q -r requirements.txt
	@touch .venv/ready

.PHONY: help serve book live test refresh bench lock nbval processors engines paper
