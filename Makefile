# すべての入口です。make help で一覧が出ます。 / All ways in; `make help` lists them.
.DEFAULT_GOAL := help
.PHONY: python help demo run test quick bench crash soak setup develop migration seed lock
SHELL := /bin/sh

# The first Python here that the product runs on. LINE's SDK does not work on 3.14 yet.
PYTHON = $(shell for name in python3 python3.13 python3.12 python3.11; do \
	"$$name" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' 2>/dev/null && echo "$$name" && break; done)
HERE := .venv/bin/python
members ?= 1000
runs ?= 1000
operations ?= 1000000
seed ?= 1

help: ## この一覧 / this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' Makefile

demo: setup ## 準備して、体験用の店をこの機械で動かす（PORT=8000 SIMULATOR_PORT=8001） / set up and try everything out on this machine
	@$(HERE) -m tools.demo

run: setup ## Procfile のとおりに本番の構成で動かす（設定は .env） / run what the Procfile says, with the settings of .env
	@$(HERE) -m tools.run

test: develop ## CI と同じ検査をすべて行う / everything that CI checks
	@$(HERE) -m tools.check

quick: develop ## 速い検査（SQLite だけ） / the quick part of it, on SQLite only
	@$(HERE) -m tools.check quick

bench: develop ## 速さを測る / measure the speed
	@$(HERE) -m bench

crash: develop ## 配信の途中で落とし続ける試験（runs=1000 seed=1） / let deliveries die in a thousand ways, and check that none was double or lost
	@$(HERE) -m tests.crash --runs "$(runs)" --seed "$(seed)" --keep var/crash

soak: develop ## ポイントを百万回でたらめに動かす試験（operations=1000000 seed=1） / a million random deeds with points, added up again and again
	@$(HERE) -m tests.soak --operations "$(operations)" --seed "$(seed)"

python:
	@$(if $(PYTHON),,echo "Python 3.11〜3.13 が見つかりません。入れてからもう一度お試しください。 / No Python 3.11 to 3.13 found: install one and try again." >&2; exit 1)

setup: python ## 動かすのに要るものだけを揃える / bring what running needs, and nothing else
	@$(PYTHON) -m tools.setup

develop: python ## 検査に要るものも揃える / bring what the tests need as well
	@$(PYTHON) -m tools.setup dev

migration: develop ## 表の変更を書き出す（name="add birthdays"） / write a migration for what has changed in models/
	@$(HERE) -m tools.migration "$(name)"

seed: setup ## 架空の会員を入れる（members=1000） / put in made-up members
	@$(HERE) -m flask --app app seed --members "$(members)" --consenting 0.6 --seed 1 --out var/seed.csv

lock: develop ## 依存を固定し直す / pin all dependencies afresh
	@$(HERE) -m tools.lock
