# newsidx - `make help` lists the targets.

CC      ?= cc
AR      ?= ar
CFLAGS  ?= -O2 -g
PREFIX  ?= /usr/local
MANDIR  ?= $(PREFIX)/share/man
BUILD   ?= build
INSTALL ?= install
T       ?=
# V=1 shows the commands.
Q       := $(if $(V),,@)

# Debian's names, for `make deps`: what is needed to build and run, then to test.
DEBIAN      := build-essential pkg-config libicu-dev libsqlite3-dev libcmark-dev libarchive-dev \
               libjansson-dev libyaml-dev libxml2-dev libzstd-dev gettext \
               libacl1-dev libbz2-dev liblz4-dev liblzma-dev nettle-dev zlib1g-dev
DEBIAN_TEST := libcmocka-dev sqlite3 jq python3 mandoc
PKGS        := sqlite3 icu-uc icu-i18n libcmark libarchive jansson yaml-0.1 libxml-2.0 libzstd

# Nothing is compiled for these, so they must work before `make deps`.
PLAIN := deps help clean uninstall
ifneq ($(filter-out $(PLAIN),$(or $(MAKECMDGOALS),all)),)
ifeq ($(filter deps,$(MAKECMDGOALS)),)
ifneq ($(shell pkg-config --exists $(PKGS) 2>/dev/null && echo yes),yes)
$(error libraries are missing; run `make deps`, which needs $(DEBIAN))
endif
endif
# After `make deps` in the same call the libraries are there only when a recipe runs.
PKG_CFLAGS = $(shell pkg-config --cflags $(PKGS))
PKG_LIBS   = $(shell pkg-config --libs $(PKGS))
# The program has its libraries within it: to find and bind twenty shared ones would take
# longer than most searches. STATIC=no binds the shared ones, as does a system that has no
# others.
STATIC    ?= yes
ARCHIVES   = $(filter-out -lm -lpthread -pthread,$(shell pkg-config --static --libs $(PKGS))) -lstdc++
MISSING    = $(filter-out /%,$(foreach l,$(ARCHIVES:-l%=%),$(shell $(CC) -print-file-name=lib$l.a)))
PROGRAM_LIBS = $(if $(filter yes,$(STATIC)),$(if $(MISSING),$(PKG_LIBS),-static-libgcc \
  -Wl,-Bstatic $(ARCHIVES) -Wl,-Bdynamic),$(PKG_LIBS))
TEST_LIBS  = $(shell pkg-config --libs cmocka icu-uc icu-i18n sqlite3)
endif

WARN   := -Wall -Wextra -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Wpointer-arith \
          -Wwrite-strings -Wvla -Wundef -Wformat=2
HARDEN ?= -fstack-protector-strong -D_FORTIFY_SOURCE=2 -fPIE

ALL_CFLAGS  = -std=c11 -D_GNU_SOURCE $(WARN) $(if $(DEV),-Werror) $(HARDEN) -pthread \
              -Iinclude -Isrc -I$(BUILD)/gen $(PKG_CFLAGS) $(CPPFLAGS) $(CFLAGS)
ALL_LDFLAGS = -pie -pthread -Wl,-z,relro,-z,now $(LDFLAGS)

GENERATORS := $(wildcard src/*/gen_*.c)
SRC        := $(filter-out $(GENERATORS),$(sort $(wildcard src/*/*.c)))
OBJ        := $(SRC:%.c=$(BUILD)/%.o)
LIB_OBJ    := $(filter-out $(BUILD)/src/cli/%,$(OBJ))
CLI_OBJ    := $(filter $(BUILD)/src/cli/%,$(OBJ))
UNIT       := $(patsubst %.c,$(BUILD)/%,$(sort $(wildcard tests/unit/t_*.c)))
BENCH      := $(patsubst %.c,$(BUILD)/%,$(sort $(wildcard tests/bench/*.c)))
FUZZ       := $(patsubst %.c,$(BUILD)/%,$(sort $(wildcard tests/fuzz/fuzz_*.c)))

.DEFAULT_GOAL := all
.DELETE_ON_ERROR:
.SECONDARY:
.PHONY: all demo test check asan bench fuzz lint install uninstall deps clean help

all: $(BUILD)/newsidx manual completion  ## build the program and the library

$(BUILD)/newsidx: $(CLI_OBJ) $(BUILD)/libnewsidx.a
	$(if $(V),,@echo '  LD   $@')
	$(Q)$(CC) $(ALL_CFLAGS) $(ALL_LDFLAGS) $^ $(PROGRAM_LIBS) -lm -o $@

$(BUILD)/libnewsidx.a: $(LIB_OBJ)
	$(if $(V),,@echo '  AR   $@')
	$(Q)$(RM) $@ && $(AR) rcs $@ $^

$(BUILD)/%.o: %.c Makefile
	@mkdir -p $(@D)
	$(if $(V),,@echo '  CC   $<')
	$(Q)$(CC) $(ALL_CFLAGS) -MMD -MP -c $< -o $@

# The folding table is made by ICU when newsidx is built, never while it runs; word
# lists become hash tables.
LETTERS    := src/text/data/letters.tsv
WORD_LISTS := particles=src/text/data/particles.txt root_start=src/text/data/root-start.txt \
              root_end=src/text/data/root-end.txt names=src/text/data/names.txt \
              function_words=src/text/data/function-words.txt
$(BUILD)/gen/gen_%: src/text/gen_%.c src/text/words.h include/newsidx/fold.h Makefile
	@mkdir -p $(@D)
	$(Q)$(CC) $(ALL_CFLAGS) $(ALL_LDFLAGS) $< $(shell pkg-config --libs icu-uc icu-i18n) -o $@
$(BUILD)/gen/fold_table.inc: $(BUILD)/gen/gen_fold $(LETTERS)
	$(if $(V),,@echo '  GEN  $@')
	$(Q)$< $(LETTERS) >$@
$(BUILD)/gen/words.inc: $(BUILD)/gen/gen_words $(wildcard src/text/data/*.txt)
	$(if $(V),,@echo '  GEN  $@')
	$(Q)$< $(WORD_LISTS) >$@
# So does the lexicon that the tables of names make.
LEXICON_OBJ := $(filter-out %/thaw.o,$(filter $(foreach room,base text entity,\
               $(BUILD)/src/$(room)/%.o),$(OBJ)))
$(BUILD)/gen/gen_lexicon: src/entity/gen_lexicon.c $(LEXICON_OBJ)
	$(Q)$(CC) $(ALL_CFLAGS) $(ALL_LDFLAGS) $^ $(PKG_LIBS) -lm -o $@
$(BUILD)/gen/lexicon.inc: $(BUILD)/gen/gen_lexicon
	$(if $(V),,@echo '  GEN  $@')
	$(Q)$< >$@
$(BUILD)/src/entity/thaw.o: $(BUILD)/gen/lexicon.inc
# Messages in other languages travel inside the program. xgettext leaves PRIu64 for the
# machine to say, which is asked here: gettext itself would put such messages elsewhere.
PRI64 = $(patsubst %u,%,$(shell printf '\043include <inttypes.h>\nPRIu64\n' | \
          $(CC) -E -P - | tail -n 1 | tr -d '" '))
$(BUILD)/gen/%_mo.inc: src/cli/po/%.po Makefile
	$(if $(V),,@echo '  GEN  $@')
	@mkdir -p $(@D)
	$(Q)sed 's/%<PRI\([du]\)64>/%$(PRI64)\1/g' $< | msgfmt --check-format --endianness=little -o $@.mo -
	$(Q)od -An -v -tx1 $@.mo | sed 's/ \(..\)/0x\1,/g' >$@
$(BUILD)/src/cli/messages.o: $(BUILD)/gen/ar_mo.inc
$(BUILD)/src/text/fold.o: $(BUILD)/gen/fold_table.inc
$(BUILD)/src/text/words.o: $(BUILD)/gen/words.inc

# A man page for each command, made by itself, so that it has the options that there are.
COMMANDS  := $(sort $(patsubst src/cli/cmd_%.c,%,$(wildcard src/cli/cmd_*.c)))
MAN1      := newsidx.1 $(COMMANDS:%=newsidx-%.1)
MAN7      := newsidx-query.7 newsidx-formats.7
VERSION   := $(shell sed -n 's/^.define VERSION "\(.*\)"/\1/p' src/cli/cli.h)
DATE      := $(shell sed -n 's/^.define VERSION_DATE "\(.*\)".*/\1/p' src/cli/cli.h)
$(BUILD)/gen/gen_man: src/ingest/gen_man.c Makefile
	@mkdir -p $(@D)
	$(Q)$(CC) $(ALL_CFLAGS) $(ALL_LDFLAGS) $< $(shell pkg-config --libs libcmark) -o $@
# Only a page whose text is there has a prerequisite of its own.
define page
$(BUILD)/man/$(1): $(BUILD)/newsidx $(BUILD)/gen/gen_man $(wildcard src/cli/man/$(2).md)
	$(if $(V),,@echo '  MAN  $$@')
	@mkdir -p $$(@D)
	$(Q)$(BUILD)/newsidx manual $(2) $(wildcard src/cli/man/$(2).md) >$$@.md
	$(Q)$(BUILD)/gen/gen_man $(basename $(1)) $(subst .,,$(suffix $(1))) $(VERSION) $(DATE) \
	  <$$@.md >$$@
endef
$(foreach p,$(MAN1) $(MAN7),$(eval $(call page,$(p),$(patsubst newsidx-%,%,$(basename $(p))))))
manual: $(MAN1:%=$(BUILD)/man/%) $(MAN7:%=$(BUILD)/man/%)  ## the man pages
.PHONY: manual

SHARE       := $(PREFIX)/share
COMPLETIONS := $(SHARE)/bash-completion/completions/newsidx $(SHARE)/zsh/site-functions/_newsidx \
               $(SHARE)/fish/vendor_completions.d/newsidx.fish
$(BUILD)/completion/%: $(BUILD)/newsidx
	$(if $(V),,@echo '  GEN  $@')
	@mkdir -p $(@D)
	$(Q)$< completion $* >$@
completion: $(BUILD)/completion/bash $(BUILD)/completion/zsh $(BUILD)/completion/fish
.PHONY: completion

# The model of names is made by hand, from texts that are not ours to hand on, and kept
# under version control: src/entity/MODEL.md.
MODEL ?= src/entity/data/model.bin
CONLL ?=
ALSO  ?=
NOT   ?=
NEWS  ?=
GEN_CLUSTERS := src/entity/gen_clusters.c src/entity/gen_corpus.c
$(BUILD)/gen/gen_clusters $(BUILD)/gen/gen_model: $(BUILD)/gen/gen_%: $(BUILD)/libnewsidx.a \
    $(wildcard src/entity/gen_*.c src/entity/gen_*.h) Makefile
	$(if $(V),,@echo '  LD   $@')
	$(Q)$(CC) $(ALL_CFLAGS) $(ALL_LDFLAGS) $(if $(filter model,$*),$(filter-out \
	  $(GEN_CLUSTERS) %/gen_lexicon.c,$(wildcard src/entity/gen_*.c)),$(GEN_CLUSTERS)) $< \
	  $(PKG_LIBS) -lm -o $@
# Other files than last time make other classes.
$(BUILD)/gen/news.list: always
	@mkdir -p $(@D)
	@echo '$(NEWS)' | cmp -s - $@ || echo '$(NEWS)' >$@
.PHONY: always
$(BUILD)/gen/clusters.tsv: $(BUILD)/newsidx $(BUILD)/gen/gen_clusters $(BUILD)/gen/news.list $(NEWS)
	$(if $(NEWS),$(BUILD)/newsidx extract $(NEWS),true) | $(BUILD)/gen/gen_clusters >$@
model: $(BUILD)/gen/gen_model $(BUILD)/gen/clusters.tsv  ## learn names: CONLL=FILE ALSO=FILE NOT=FILE NEWS='FILE...' MODEL=FILE
	$(BUILD)/gen/gen_model --clusters $(BUILD)/gen/clusters.tsv $(ALSO:%=--also %) \
	  $(NOT:%=--not %) $(CONLL) \
	  >$(BUILD)/gen/model.bin
	cp $(BUILD)/gen/model.bin $(MODEL)
.PHONY: model

# `make deps test` must not compile before the packages are there, with -j either.
ifneq ($(filter deps,$(MAKECMDGOALS)),)
$(OBJ) $(BUILD)/gen/gen_fold $(BUILD)/gen/gen_words: | deps
endif

# Data files travel inside the objects of their floor.
define embeds
$(filter $(BUILD)/src/$(1)/%,$(OBJ)): $(wildcard src/$(1)/data/*)
endef
$(foreach floor,text extract entity ingest query output,$(eval $(call embeds,$(floor))))

demo: $(BUILD)/newsidx  ## index corpus/ and show some searches
	@tests/demo.sh $(BUILD)/newsidx $(BUILD)/demo.db

test: check  ## run every test; T=NAME runs those whose name holds NAME
check: all $(UNIT) $(BUILD)/gen/gen_model $(BUILD)/gen/gen_clusters
	@BUILD=$(BUILD) tests/run.sh $(T)

$(BUILD)/tests/%: tests/%.c $(BUILD)/libnewsidx.a $(wildcard tests/unit/*.h) Makefile
	@mkdir -p $(@D)
	$(if $(V),,@echo '  LD   $@')
	$(Q)$(CC) $(ALL_CFLAGS) $(ALL_LDFLAGS) $< $(BUILD)/libnewsidx.a $(PKG_LIBS) $(TEST_LIBS) -lm -o $@

asan:  ## every test under the address and undefined-behaviour sanitizers
	+$(MAKE) BUILD=$(BUILD)/asan check HARDEN=-fPIE \
	  CFLAGS='-O1 -g -fno-omit-frame-pointer -fsanitize=address,undefined -fno-sanitize-recover=all'

FUZZ_SECONDS ?= 60
fuzz:  ## run each fuzzer for FUZZ_SECONDS (clang)
	+$(MAKE) BUILD=$(BUILD)/fuzz CC=clang HARDEN=-fPIE fuzzers \
	  CFLAGS='-O1 -g -fno-omit-frame-pointer -fsanitize=address,undefined,fuzzer-no-link -fno-sanitize-recover=undefined'
	@for f in $(FUZZ:$(BUILD)/%=$(BUILD)/fuzz/%); do \
	  echo "$$f"; $$f -max_total_time=$(FUZZ_SECONDS) -print_final_stats=1 -verbosity=0 || exit 1; \
	done
.PHONY: fuzzers
fuzzers: $(FUZZ)
$(BUILD)/tests/fuzz/%: private LDFLAGS += -fsanitize=fuzzer

bench: $(BUILD)/newsidx $(BENCH)  ## measure against stock FTS5; NEWS=FILE.jsonl.gz for a real corpus
	@BUILD=$(BUILD) tests/bench/run.sh $(NEWS)
	@BUILD=$(BUILD) tests/bench/batch.sh $(NEWS)
	@BUILD=$(BUILD) tests/bench/any_query.sh $(NEWS)
	@BUILD=$(BUILD) tests/bench/million.sh $(NEWS)

lint:  ## clang-format, clang-tidy and cppcheck over the sources
	clang-format --dry-run -Werror src/*/*.[ch] include/newsidx/*.h tests/*/*.[ch]
	clang-tidy --quiet $(SRC) -- $(ALL_CFLAGS)
	cppcheck --quiet --std=c11 --enable=warning,performance,portability \
	  --suppress=missingIncludeSystem --suppress=comparePointers -Iinclude -Isrc -I$(BUILD)/gen src

install: all  ## into PREFIX (/usr/local); DESTDIR is honoured
	$(INSTALL) -d $(DESTDIR)$(PREFIX)/bin $(DESTDIR)$(PREFIX)/lib $(DESTDIR)$(PREFIX)/include/newsidx
	$(INSTALL) -m 755 $(BUILD)/newsidx $(DESTDIR)$(PREFIX)/bin/newsidx
	$(INSTALL) -m 644 $(BUILD)/libnewsidx.a $(DESTDIR)$(PREFIX)/lib/libnewsidx.a
	$(INSTALL) -m 644 include/newsidx/*.h $(DESTDIR)$(PREFIX)/include/newsidx
	$(INSTALL) -d $(DESTDIR)$(MANDIR)/man1 $(DESTDIR)$(MANDIR)/man7
	$(INSTALL) -m 644 $(MAN1:%=$(BUILD)/man/%) $(DESTDIR)$(MANDIR)/man1
	$(INSTALL) -m 644 $(MAN7:%=$(BUILD)/man/%) $(DESTDIR)$(MANDIR)/man7
	for file in $(COMPLETIONS); do \
	  case $$file in *bash*) shell=bash ;; *zsh*) shell=zsh ;; *) shell=fish ;; esac; \
	  $(INSTALL) -D -m 644 $(BUILD)/completion/$$shell $(DESTDIR)$$file || exit 1; \
	done

# Folders that install may have made, the inner ones first. Those that a system has anyway
# are removed only where nothing else was, in DESTDIR.
FOLDERS = $(MANDIR)/man1 $(MANDIR)/man7 $(foreach file,$(COMPLETIONS),$(patsubst %/,%,$(dir $(file)))) \
          $(SHARE)/bash-completion $(SHARE)/zsh $(SHARE)/fish \
          $(if $(DESTDIR),$(MANDIR) $(SHARE) $(PREFIX)/bin $(PREFIX)/lib $(PREFIX)/include $(PREFIX))
uninstall:  ## remove what install put there
	$(RM) $(DESTDIR)$(PREFIX)/bin/newsidx $(DESTDIR)$(PREFIX)/lib/libnewsidx.a
	$(RM) -r $(DESTDIR)$(PREFIX)/include/newsidx
	$(RM) $(MAN1:%=$(DESTDIR)$(MANDIR)/man1/%) $(MAN7:%=$(DESTDIR)$(MANDIR)/man7/%) \
	  $(COMPLETIONS:%=$(DESTDIR)%)
	@for folder in $(FOLDERS:%=$(DESTDIR)%); do \
	  ! [ -d $$folder ] || rmdir --ignore-fail-on-non-empty $$folder; \
	done

deps:  ## install the Debian packages that are needed
	@if ! command -v apt-get >/dev/null; then \
	  echo "This is not Debian; newsidx needs what Debian calls"; \
	  echo "  $(DEBIAN)"; echo "and for its tests"; echo "  $(DEBIAN_TEST)"; \
	elif ! dpkg-query -W -f='$${Status}\n' $(DEBIAN) $(DEBIAN_TEST) 2>&1 | \
	    grep -qvx 'install ok installed'; then \
	  echo "All packages are there."; \
	else \
	  sudo=; [ "$$(id -u)" = 0 ] || sudo=sudo; \
	  $$sudo apt-get update -qq && \
	  $$sudo env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
	    $(DEBIAN) $(DEBIAN_TEST); \
	fi

clean:  ## remove everything that was built
	$(RM) -r $(BUILD)

help:  ## list the targets
	@sed -n 's/^\([a-z_.-]*\):.*## /  \1\t/p' Makefile | expand -t 14

-include $(OBJ:.o=.d)
