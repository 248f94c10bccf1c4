# newsidx - `make help` lists the targets.

CC      ?= cc
AR      ?= ar
CFLAGS  ?= -O2 -g
PREFIX  ?= /usr/local
BUILD   ?= build
INSTALL ?= install

PKGS      := sqlite3 icu-uc libcmark libarchive jansson yaml-0.1
TEST_PKGS := cmocka

ifneq ($(MAKECMDGOALS),deps)
ifneq ($(filter-out help clean,$(or $(MAKECMDGOALS),all)),)
PKG_CFLAGS := $(shell pkg-config --cflags $(PKGS) 2>/dev/null || echo missing)
PKG_LIBS   := $(shell pkg-config --libs $(PKGS) 2>/dev/null)
endif
endif

WARN   := -Wall -Wextra -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Wpointer-arith \
          -Wwrite-strings -Wvla -Wundef -Wformat=2
HARDEN ?= -fstack-protector-strong -D_FORTIFY_SOURCE=2 -fPIE
DEV    ?=

ALL_CFLAGS   = -std=c11 -D_GNU_SOURCE $(WARN) $(if $(DEV),-Werror) $(HARDEN) -pthread \
               -Iinclude -Isrc -I$(BUILD)/gen $(PKG_CFLAGS) $(CPPFLAGS) $(CFLAGS)
ALL_LDFLAGS  = -pie -pthread -Wl,-z,relro,-z,now $(LDFLAGS)

GENERATORS := $(wildcard src/*/gen_*.c)
SRC        := $(filter-out $(GENERATORS),$(sort $(wildcard src/*/*.c)))
OBJ        := $(SRC:%.c=$(BUILD)/%.o)
LIB_OBJ    := $(filter-out $(BUILD)/src/cli/%,$(OBJ))
CLI_OBJ    := $(filter $(BUILD)/src/cli/%,$(OBJ))
DATA       := $(wildcard src/*/data/*)
GEN        := $(BUILD)/gen/fold_table.inc $(BUILD)/gen/words.inc
UNIT       := $(patsubst tests/unit/%.c,$(BUILD)/tests/unit/%,$(sort $(wildcard tests/unit/t_*.c)))

.DEFAULT_GOAL := all
.DELETE_ON_ERROR:
.PHONY: all help clean

all: $(BUILD)/newsidx  ## build the program

$(BUILD)/newsidx: $(CLI_OBJ) $(BUILD)/libnewsidx.a
	$(CC) $(ALL_CFLAGS) $(ALL_LDFLAGS) $^ $(PKG_LIBS) -lm -o $@

$(BUILD)/libnewsidx.a: $(LIB_OBJ)
	$(RM) $@ && $(AR) rcs $@ $^

$(BUILD)/%.o: %.c Makefile
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) -MMD -MP -c $< -o $@

# The folding table is made by ICU when newsidx is built, never while it runs.
$(BUILD)/gen/gen_fold: src/text/gen_fold.c Makefile
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) $(ALL_LDFLAGS) $< $(shell pkg-config --libs icu-uc) -o $@
$(BUILD)/gen/fold_table.inc: $(BUILD)/gen/gen_fold src/text/data/letters.tsv
	$< src/text/data/letters.tsv >$@

# Word lists become hash tables that the compiler includes.
WORD_LISTS := particles=src/text/data/particles.txt root_start=src/text/data/root-start.txt \
              root_end=src/text/data/root-end.txt
$(BUILD)/gen/gen_words: src/text/gen_words.c src/text/words.h Makefile
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) $(ALL_LDFLAGS) $< -o $@
$(BUILD)/gen/words.inc: $(BUILD)/gen/gen_words $(wildcard src/text/data/*.txt)
	$< $(WORD_LISTS) >$@

$(BUILD)/src/text/fold.o: $(BUILD)/gen/fold_table.inc
$(BUILD)/src/text/words.o: $(BUILD)/gen/words.inc
# Embedded data: whatever lives in a floor's data folder.
$(foreach floor,text extract entity,$(eval $(filter $(BUILD)/src/$(floor)/%,$(OBJ)): \
	$(wildcard src/$(floor)/data/*)))

clean:  ## remove everything that was built
	$(RM) -r $(BUILD)

help:  ## list the targets
	@sed -n 's/^\([a-z_.-]*\):.*## /  \1\t/p' Makefile | expand -t 14

-include $(OBJ:.o=.d)
