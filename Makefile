# make run and make test do all the set-up; make help lists the rest.
SHELL := /bin/sh
ASSET := internal/web/asset
GO    := go
SOURCES := $(shell find $(ASSET)/src $(ASSET)/bundle -type f 2>/dev/null)

# They begin first, so that the short ones fill the other core until the end.
LONGEST := ./internal/e2e ./internal/safety

.PHONY: help setup generate assets build run test check shot hinh bench drill sbom repro house clean

help: ## what each target does
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

setup:
	@./scripts/setup.sh

# Three stamps: packages when the lock is newer, the bundle when a source is.
$(ASSET)/node_modules/.package-lock.json: $(ASSET)/package.json $(ASSET)/package-lock.json | setup
	cd $(ASSET) && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
	@touch $@

$(ASSET)/dist/manifest.json: $(ASSET)/node_modules/.package-lock.json $(SOURCES)
	$(GO) run ./$(ASSET)/bundle

assets: $(ASSET)/dist/manifest.json ## builds style, script, icons and fonts

generate: ## writes the generated code anew (pages)
	$(GO) tool templ generate -path . >/dev/null

build: assets ## leaves bin/chibo
	CGO_ENABLED=0 $(GO) build -trimpath -ldflags '-s -w' -o bin/chibo ./cmd/chibo

run: assets ## a living sample ward on http://127.0.0.1:8080
	$(GO) run ./cmd/chibo demo --data ./chibo-demo

test: ## everything CI runs
	@./scripts/setup.sh test
	@$(MAKE) --no-print-directory assets
	@./scripts/generated.sh
	$(GO) vet ./...
	./scripts/with-postgres.sh $(GO) test -vet=off -ldflags=-w -timeout 20m $(LONGEST) ./...

check: test ## test, the linters, and the age of what we did not write
	CHIBO_TODAY=$$(date +%F) $(GO) test -count=1 -run TestNothingIsOlderThanAllowed ./internal
	$(GO) run github.com/golangci/golangci-lint/v2/cmd/golangci-lint@v2.15.0 run ./...

shot: assets ## screenshots of every page at 360 and 1280 px, into shots/
	CHIBO_SHOTS=$(CURDIR)/shots $(GO) test -count=1 -run TestShots -timeout 10m ./internal/e2e

hinh: assets ## the pictures of docs/cai-dat.md anew
	CHIBO_GUIDE=$(CURDIR)/docs/hinh $(GO) test -count=1 -run TestGuideShots ./internal/e2e

bench: assets ## the figures, as ratios in one run
	@./scripts/setup.sh test
	CHIBO_BENCH=1 ./scripts/with-postgres.sh $(GO) test -count=1 -run TestFigures -timeout 30m -v ./internal/bench

drill: assets ## the long drills: kill -9 a hundred times; every page, at every look, through axe and the printer
	CHIBO_DRILL=100 $(GO) test -count=1 -run "TestKill|TestCounterDrill" -timeout 30m -v ./internal/drill
	CHIBO_BROWSER=chromium CHIBO_DRILL=100 $(GO) test -count=1 -run TestTheHallIsKilled -timeout 30m -v ./internal/e2e
	CHIBO_BROWSER=chromium CHIBO_PAGES=all $(GO) test -count=1 -timeout 30m ./internal/e2e
	CHIBO_DRILL=100 $(GO) test -count=1 -run TestSignsInTheSampleWard -timeout 15m -v ./internal/demo
	CHIBO_DRILL=100 $(GO) test -count=1 -run "TestSeeded" -timeout 120m -v ./internal/offline

sbom: build ## the bill of materials of bin/chibo, beside it
	$(GO) run ./scripts/sbom bin/chibo $(ASSET)/package-lock.json > bin/chibo.cdx.json

repro: ## the commit built in two folders gives the same bytes
	./scripts/repro.sh

house: ## how the house stands: lengths of files, folders a commit, dialect spots
	@./scripts/house.sh

clean: ## removes what was built
	rm -rf bin shots $(ASSET)/dist/* $(ASSET)/node_modules
