# Everything a developer runs. Only Python 3.11, 3.12 or 3.13 must be there: the rest is installed into $(VENV) from requirements/.

PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
TAG := $(shell $(PYTHON) -c 'import sys; print("py%d%d" % sys.version_info[:2])' 2>/dev/null)
LOCK := requirements/$(TAG).txt

# Our own distributions. Their third-party dependencies are in the lock, so they are installed without any.
OURS := $(sort $(wildcard libs/*/pyproject.toml services/*/pyproject.toml))
CHECKED := libs services charts scripts tests
# Test files are shared out among so many processes, in the order in which they stand; those that need the same services go to the same one.
JOBS ?= 2
PYTEST := $(BIN)/python -m pytest --numprocesses $(JOBS) --dist loadgroup --no-loadscope-reorder

THIRD_PARTY_DONE := $(VENV)/.third-party-$(TAG)
OURS_DONE := $(VENV)/.ours-$(TAG)

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help install run test check format bench chart check-chart cluster kubernetes soak fuzz elasticsearch lock clean

help:  ## this list
	@echo "make TARGET [PYTHON=python3.13] [VENV=.venv]"
	@sed -n 's/^\([a-z -]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | while IFS="	" read -r name text; do printf '  %-16s%s\n' "$$name" "$$text"; done

run: $(OURS_DONE)  ## start everything on this machine; Ctrl-C stops it
	@exec $(BIN)/city120 up

install: $(OURS_DONE)  ## set up $(VENV) and nothing else

test: $(OURS_DONE)  ## run the tests, JOBS of their files at once; ARGS="-k name" for some; make check runs those that take minutes, too
	$(PYTEST) -m "not long" $(ARGS)

check: $(OURS_DONE)  ## every check: format, lint, types, walls, contracts, phrasings, what was trained, size, tests
	$(BIN)/ruff format --check $(CHECKED)
	$(BIN)/ruff check $(CHECKED)
	$(BIN)/mypy $(CHECKED)
	$(BIN)/lint-imports
	PATH="$(abspath $(BIN)):$$PATH" $(BIN)/python scripts/build/generate_protos.py --check
	$(BIN)/python scripts/audit/check_phrasings.py
	$(BIN)/python scripts/train/train_matcher.py --check
	$(BIN)/python scripts/audit/check_tree.py
	$(PYTEST) $(ARGS)

format: $(OURS_DONE)  ## format and sort imports
	$(BIN)/ruff check --fix --select I $(CHECKED)
	$(BIN)/ruff format $(CHECKED)

bench: $(OURS_DONE)  ## measure against the budgets; BENCH=jurisdiction, faq, search or wayfinding for one group
	$(BIN)/python scripts/bench/bench.py $(BENCH)

chart: $(OURS_DONE)  ## remake the chart's README, its schema's settings and, with Helm 3 on the path, the rendered examples
	$(BIN)/python scripts/build/chart.py

check-chart: $(OURS_DONE)  ## the chart by Helm, which is built once by Go where it is not on the path: its tests, helm lint, checkov
	@helm=$$(command -v helm || echo $$($(BIN)/python scripts/servers/kubernetes/control_plane.py --helm)/helm) && export HELM="$$helm" CITY120_REQUIRE=helm && \
		for example in charts/city120/examples/*.yaml; do "$$helm" lint --strict --quiet charts/city120 --values "$$example" || exit 1; done && \
		$(BIN)/python scripts/audit/check_manifests.py && \
		$(BIN)/python -m pytest tests/chart $(ARGS)

cluster: $(OURS_DONE)  ## the chart and discovery on a real control plane, which is built once (minutes, by Go); ARGS="-k name" for some
	@programs=$$($(BIN)/python scripts/servers/kubernetes/control_plane.py --build) && export HELM="$$programs/helm" CITY120_TEST_KUBERNETES="$$programs" && \
		scripts/servers/kubernetes/isolated $(BIN)/python -m pytest tests/cluster $(ARGS)

kubernetes: $(OURS_DONE)  ## a real control plane on loopback, for trials; KUBERNETES_PORT=26443 for another port; Ctrl-C stops it
	@exec $(BIN)/python scripts/servers/kubernetes/control_plane.py --api-port $(or $(KUBERNETES_PORT),16443)

soak fuzz:  ## (not in this version)
	@echo "make $@: not in this version; it comes with a later one" >&2; exit 2

elasticsearch:  ## a real Elasticsearch node on loopback, by Java and Maven; ELASTICSEARCH_VERSION=9.5.3 or ELASTICSEARCH_PORT=9201 for others; Ctrl-C stops it
	@exec scripts/servers/elasticsearch/run $(or $(ELASTICSEARCH_PORT),9200)

lock: $(VENV)/.uv  ## remake requirements/py3XX.txt from the pyproject.toml files and requirements/dev.in; ARGS=--upgrade for newer versions
	PATH="$(abspath $(VENV)/lock/bin):$$PATH" $(PYTHON) scripts/build/lock.py $(ARGS)

clean:  ## take away the environment and what was built here; data of `make run` stays
	rm -rf $(VENV) build .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find $(CHECKED) -name __pycache__ -type d -prune -exec rm -rf {} +

# A new lock, or another Python, makes the environment anew: nothing of the old one is left in it.
$(THIRD_PARTY_DONE): $(LOCK)
	@echo "installing third-party packages of $(LOCK) into $(VENV) (about 250 MB to download once)"
	@$(PYTHON) -m venv --clear $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement $(LOCK)
	@touch $@

$(OURS_DONE): $(THIRD_PARTY_DONE) $(OURS)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-index --no-deps --no-build-isolation \
		$(foreach file,$(OURS),--editable $(dir $(file)))
	@touch $@

$(LOCK):
	@echo "no lock file for this Python ($(or $(TAG),'$(PYTHON)' cannot be run)): city120 runs on 3.11, 3.12 and 3.13;" >&2
	@echo "name one of them, e.g. make run PYTHON=python3.13" >&2
	@exit 2

$(VENV)/.uv: requirements/uv.txt
	@$(PYTHON) -m venv --clear $(VENV)/lock
	@$(VENV)/lock/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements/uv.txt
	@touch $@
