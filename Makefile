# Two commands matter most: `make book` and `make test`. `make help` lists them all.
# Options: PYTHON=python3.12  PORT=8000  ARGS="-k footprints" (for pytest or JupyterLab)

VENV := .venv
BIN := $(VENV)/bin
PORT := 8000

# Nothing of the caller's own Python or Jupyter set-up gets into the build.
unexport PYTHONHOME PYTHONPATH JUPYTER_PATH JUPYTER_CONFIG_PATH
export JUPYTER_PREFER_ENV_PATH := 1
export PYDEVD_DISABLE_FILE_VALIDATION := 1
export PYTHON

# The environment's commands are run by its python: their own first line names a fixed path,
# which is wrong in a copied or renamed folder.
RUN := PATH="$$PWD/$(BIN):$$PATH" $(BIN)/python
INSTALL := $(RUN) -m pip install --constraint hashes.txt

# A folder is named `book`, so without this line `make book` would do nothing.
.PHONY: help book serve lab notebooks offline pdf release accessibility test lint links check check-sources bench pins licences clean

help:  ## list these commands
	@awk -F ':.*  ## ' '/^[a-z-]+:/ && NF == 2 { printf "make %-13s %s\n", $$1, $$2 }' Makefile

book: $(VENV)/.book  ## build the site into _build/html
	$(RUN) tools/build.py
	@echo
	@echo "The site is in _build/html: open _build/html/index.html, or run 'make serve'."

serve: book  ## show the site on this machine, built anew after each change
	$(RUN) tools/serve.py $(PORT)

lab: notebooks $(VENV)/.lab  ## open the chapters as notebooks in JupyterLab
	$(RUN) -m jupyterlab --LabApp.default_url=/lab/tree/notebooks $(ARGS)

notebooks: $(VENV)/.book  ## make a notebook of each chapter; what you typed in one stays
	$(RUN) tools/notebooks.py

offline: book  ## pack the site into one zip that opens from the disk
	$(RUN) tools/offline.py

release:  ## put what a release offers into _build/release: TAG=v1.2.0
	@test -n "$(TAG)" || { echo "Say which release: make release TAG=v1.2.0" >&2; exit 1; }
	$(MAKE) $(VENV)/.tests
	$(RUN) tools/release.py check $(TAG)
	$(MAKE) offline pdf
	$(RUN) tools/release.py gather $(TAG)

accessibility: book $(VENV)/.tests  ## look for barriers, and write what is found for the statement
	chromium=$$($(RUN) tests/browser.py) && CHROMIUM="$$chromium" $(RUN) -m tests.audit
	$(RUN) tools/build.py

test: lint book  ## run all tests, after fetching what they need
	chromium=$$($(RUN) tests/browser.py) && CHROMIUM="$$chromium" $(RUN) -m pytest $(AT_ONCE) $(ARGS)
# Three processes, for a browser often waits; tests/conftest.py says which tests stay together and
# which begin.
AT_ONCE := --numprocesses 3 --dist loadgroup --no-loadscope-reorder

lint: $(VENV)/.tests  ## check the style of the code and the workflows
	$(RUN) -m ruff check
	$(RUN) -m ruff format --check
	$(BIN)/shellcheck tools/*.sh .ci/run .binder/postBuild
	$(BIN)/zizmor --offline --quiet --persona pedantic .github
	$(RUN) -m jactionlint --shellcheck $(BIN)/shellcheck

links: book  ## look for broken links; OUTSIDE=yes to other sites too, RECORD=yes to note copies
	$(RUN) tools/links.py $(if $(OUTSIDE),outside) $(if $(RECORD),record)

check: $(VENV)/.book  ## say all that is wrong, in seconds; MEND=yes writes mended tables
	$(RUN) tools/check.py $(if $(MEND),--mend)

check-sources: $(VENV)/.book  ## hold the data against the articles in SOURCES=folder
	$(RUN) tools/check.py $(SOURCES)

pdf: book $(VENV)/.tests  ## print the whole book into one PDF in _build
	chromium=$$($(RUN) tests/browser.py) && CHROMIUM="$$chromium" $(RUN) tools/pdf.py

bench: book $(VENV)/.tests  ## measure size and speed, beside a stock page
	chromium=$$($(RUN) tests/browser.py) && CHROMIUM="$$chromium" $(RUN) tests/bench.py

pins: $(VENV)/.pip  ## refresh pins.txt: newest versions, or UPGRADE= to keep those that still fit
	$(INSTALL) uv
	sh tools/pins.sh $(BIN)/uv $(UPGRADE)
UPGRADE := --upgrade

licences: $(VENV)/.tests  ## write LICENCES.md, the licences of all packages
	$(RUN) tools/licences.py

clean:  ## remove the site and all caches; the environment stays
	rm -rf _build .pytest_cache .ruff_cache test-results
	find book widgets tests tools -name __pycache__ -prune -exec rm -rf {} +

# What is installed stands in .venv as one empty file per set of packages.
# New pins mean a new environment, so that nothing is left over from the old one.
$(VENV)/.pip: hashes.txt tools/pip.txt
	sh tools/venv.sh $(VENV)
	$(RUN) -m pip install --quiet --require-hashes --requirement tools/pip.txt
	touch $@

$(VENV)/.book: $(VENV)/.pip requirements.txt
	$(INSTALL) --requirement requirements.txt
	touch $@

$(VENV)/.lab: $(VENV)/.book tools/overrides.json tools/jupyter_nbconvert_config.json
	$(INSTALL) jupyterlab
	mkdir -p $(VENV)/share/jupyter/lab/settings $(VENV)/etc/jupyter
	cp tools/overrides.json $(VENV)/share/jupyter/lab/settings/
	cp tools/jupyter_nbconvert_config.json $(VENV)/etc/jupyter/
	touch $@

$(VENV)/.tests: $(VENV)/.lab tests/requirements.txt
	$(INSTALL) --requirement tests/requirements.txt
	touch $@
