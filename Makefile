# duban — build, run and test with two commands: `make run`, `make test`. No recursion.
#
#   make          build $(B)/duban            make gates   house rules, seconds, compiles nothing
#   make run      demo bureau on :8080        make check   gates and static analysis
#   make test     every test                  make bench   the figures     make fuzz  fuzz targets
#   make unit     unit tests only             make deb     a Debian package
#   make setup    install what is missing     make clean     make pictures  docs/pictures anew
#   make test-asan, test-tsan, test-twice     tests with sanitizers; with every write done twice
#
# B=dir builds elsewhere, CC=clang uses another compiler, SAN=address,undefined adds sanitizers,
# DB=pg or DB=sqlite tests one engine (`make test`: both, `make unit`: SQLite),
# FUZZ_TIME=30 is the time of each fuzz target in seconds.

CC        := $(if $(filter default,$(origin CC)),gcc,$(CC))
SAN       ?=
FUZZ_TIME ?= 30
DEMO      ?= var/demo.db
LISTEN    ?= 127.0.0.1:8080

GOALS := $(or $(MAKECMDGOALS),all)
ifneq ($(filter test-asan,$(GOALS)),)
SAN := address,undefined
endif
ifneq ($(filter test-tsan,$(GOALS)),)
SAN := thread
endif
ifneq ($(filter fuzz,$(GOALS)),)
CC  := clang
SAN := fuzzer-no-link,address,undefined
endif
comma := ,
B ?= $(if $(filter fuzz,$(GOALS)),build-fuzz,build)$(if $(SAN),$(if $(filter fuzz,$(GOALS)),,-$(subst $(comma),-,$(SAN))))

.SUFFIXES:
.DELETE_ON_ERROR:
.SECONDARY:
all: $(B)/duban

# --- set-up -------------------------------------------------------------------------------------
# flags.mk holds what pkg-config says. It is remade (and make starts over) before anything else, so
# this is also where missing Debian packages are noticed, and installed for the goals below.

PKGS := sqlite3 libpq jansson libxml-2.0 libzip pangocairo poppler-glib libsodium libcrypto \
        icu-uc icu-i18n libcurl libqrencode libseccomp zlib fontconfig
SETS := build $(if $(filter test test-% unit fuzz,$(GOALS)),test) \
        $(if $(filter check,$(GOALS)),check test) $(if $(filter bench,$(GOALS)),bench) \
        $(if $(filter deb,$(GOALS)),deb) $(if $(filter pictures,$(GOALS)),pictures) \
        $(if $(filter setup,$(GOALS)),test check bench deb)
INSTALLING := run test test-asan test-tsan test-twice check bench fuzz deb pictures setup
BARE       := clean gates help
ifneq ($(filter-out $(BARE),$(GOALS)),)
include $(B)/flags.mk
endif

$(B)/flags.mk: FORCE
	@tools/setup $(if $(filter $(INSTALLING),$(GOALS)),,--check) $(SETS)
	@[ $@ -nt Makefile ] || { mkdir -p $(@D) && { \
		printf 'SYSINC := '; pkg-config --cflags-only-I $(PKGS) | sed 's/-I/-isystem /g'; \
		printf 'LIBS := -lxlsxwriter '; pkg-config --libs $(PKGS); } >$@.new && mv $@.new $@; }

# npm packages, by the lock file; only the build of the screens and the browser tests use them.
NODE := $(if $(wildcard package-lock.json),node_modules/.duban)
# node_modules/.duban is the lock file they were installed from: no network where it is the same.
node_modules/.duban: package.json package-lock.json
	@mkdir -p $(B)
	@cmp -s package-lock.json $@ || { echo "npm ci (once per change of package-lock.json)"; \
		npm ci --ignore-scripts --no-audit --no-fund --loglevel=error >$(B)/npm.log 2>&1; } || { \
		tail -20 $(B)/npm.log; echo "npm ci failed: check network and npm's settings," \
		"then run make again"; exit 1; }
	@cp package-lock.json $@

# --- flags --------------------------------------------------------------------------------------

WARN := -Wall -Wextra -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Wvla -Wformat=2 \
        -Wswitch-enum -Werror
# clang counts a field left out by a system header's macro as ours.
WARN += $(if $(findstring clang,$(CC)),-Wno-missing-field-initializers)
HARD := -fstack-protector-strong -fPIE $(if $(SAN),,-D_FORTIFY_SOURCE=2)
SANF := $(if $(SAN),-fsanitize=$(SAN) -fno-sanitize-recover=undefined -fno-omit-frame-pointer)
INC  := -Isrc -I$(B)/gen
CFLAGS = -std=gnu17 -O2 -g -D_GNU_SOURCE $(INC) $(WARN) $(HARD) $(SANF) -pthread
LDFLAGS = $(SANF) -pthread -pie -Wl,-z,relro,-z,now -Wl,--as-needed
LIBS   += -lm -ldl
LLHTTP_INC := /usr/share/include/llhttp
LLHTTP_SRC := /usr/share/llhttp
SYSINC += -isystem $(LLHTTP_INC)

# One short line per step; V=1 shows the commands.
Q := $(if $(V),,@)
SAY = $(if $(V),,@printf '  %-5s %s\n' $(1) $(patsubst $(B)/%,%,$@))

# --- the program --------------------------------------------------------------------------------

SRC  := $(sort $(shell find src -name '*.c'))
OBJ  := $(SRC:src/%.c=$(B)/obj/%.o)
GEN  := $(addprefix $(B)/gen/,locale_en.c assets.c icons.c data.c)
GENO := $(GEN:$(B)/gen/%.c=$(B)/obj/gen/%.o)
LIBO := $(filter-out $(B)/obj/run/main.o,$(OBJ)) $(GENO) $(B)/obj/llhttp.o

$(B)/duban: $(B)/obj/run/main.o $(B)/libduban.a
	$(call SAY,LINK)
	$(Q)$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $^ $(LIBS)

$(B)/libduban.a: $(LIBO)
	@rm -f $@
	@ar rcs $@ $(LIBO)

$(B)/obj/%.o: src/%.c
	@mkdir -p $(@D)
	$(call SAY,CC)
	$(Q)$(CC) $(CFLAGS) $(SYSINC) -MMD -MP -c -o $@ $<

$(B)/obj/gen/%.o: $(B)/gen/%.c
	@mkdir -p $(@D)
	$(call SAY,CC)
	$(Q)$(CC) $(CFLAGS) $(SYSINC) -c -o $@ $<

# The tables a new database starts with.
$(B)/gen/data.c: tools/data.mjs examples/plan-2026.txt examples/plan-2026-v2.txt $(shell find data -type f 2>/dev/null)
	@mkdir -p $(@D)
	$(Q)node tools/data.mjs $@

# English words of the screens.
$(B)/gen/locale_en.c: locale/en.tsv tools/locale.mjs
	@mkdir -p $(@D)
	$(Q)node tools/locale.mjs $@

# What the browser gets, and the icons; see tools/assets.mjs.
$(B)/gen/assets.c $(B)/gen/icons.c &: tools/assets.mjs src/web/ui_icon.h $(wildcard assets/*) $(NODE)
	@mkdir -p $(@D)
	$(call SAY,GEN)
	$(Q)node tools/assets.mjs $(B)/gen $(if $(V),,>/dev/null)

$(B)/obj/llhttp.o: $(addprefix $(LLHTTP_SRC)/,llhttp.c api.c http.c)
	@mkdir -p $(@D)/llhttp
	$(call SAY,CC)
	$(Q)for f in $^; do $(CC) -O2 -g $(HARD) $(SANF) -DLLHTTP_STRICT_MODE=1 -I$(LLHTTP_INC) \
		-c -o $(@D)/llhttp/$$(basename $$f .c).o $$f || exit 1; done
	$(Q)ld -r -o $@ $(@D)/llhttp/llhttp.o $(@D)/llhttp/api.o $(@D)/llhttp/http.o

# --- tests --------------------------------------------------------------------------------------
# test/<suite>/**/*_test.c are cmocka programs. Scripts are found by test/run (see there).

SUITES := unit kind data http fault upgrade browser
tests_of = $(sort $(shell find $(1:%=test/%) -name '*_test.c' 2>/dev/null))
TESTS = $(patsubst test/%.c,$(B)/test/%,$(call tests_of,$(1)))
TLIB  := $(sort $(wildcard test/lib/*.c))
TLIBO := $(TLIB:test/%.c=$(B)/test/%.o)
RUN   := B=$(B) DB=$(DB) test/run

$(B)/test/lib/%.o: test/lib/%.c
	@mkdir -p $(@D)
	$(call SAY,CC)
	$(Q)$(CC) $(CFLAGS) $(SYSINC) -Itest -MMD -MP -c -o $@ $<

# Fuzz targets and benches take of these what they use; cmocka is not among it.
$(B)/test/lib.a: $(TLIBO)
	@rm -f $@
	@ar rcs $@ $^

$(B)/test/%_test.o: test/%_test.c
	@mkdir -p $(@D)
	$(call SAY,CC)
	$(Q)$(CC) $(CFLAGS) $(SYSINC) -Itest -MMD -MP -c -o $@ $<

# A hundred small programs: the quick linker, and no debug information where nobody needs it.
TESTLD := -fuse-ld=gold $(if $(SAN),,-Wl,--strip-debug)
$(B)/test/%_test: $(B)/test/%_test.o $(TLIBO) $(B)/libduban.a
	$(call SAY,LINK)
	$(Q)$(CC) $(CFLAGS) $(LDFLAGS) $(TESTLD) -o $@ $(filter %.o %.a,$^) -lcmocka $(LIBS)

unit: $(call TESTS,unit)
	@B=$(B) DB=$(or $(DB),sqlite) test/run unit

test: $(B)/duban $(call TESTS,$(SUITES)) replay $(NODE)
	@$(RUN) $(SUITES) fuzz

# Sanitizers are slow, so limits are wider; test/lsan.supp says what libraries keep for themselves.
ASAN := unit kind data http fault
test-asan: $(B)/duban $(call TESTS,$(ASAN))
	@LSAN_OPTIONS="suppressions=$(CURDIR)/test/lsan.supp:print_suppressions=0" LIMIT_TIMES=4 \
		$(RUN) $(ASAN)

# With every job of the store run, undone and run again, as where a commit fails (store/db.h).
TWICE := $(addprefix unit/,store seal core plan duty dates job)
test-twice: $(call TESTS,$(TWICE))
	@for d in $(TWICE); do DUBAN_TEST=1 DUBAN_TWICE=1 B=$(B) DB=sqlite test/run --only $$d/ unit \
		|| exit 1; done

# The threads of server and store under ThreadSanitizer (test/tsan.supp says what it cannot see).
test-tsan: $(call TESTS,unit/store unit/web)
	@for d in store web; do TSAN_OPTIONS="suppressions=$(CURDIR)/test/tsan.supp halt_on_error=1" \
		LIMIT_TIMES=4 B=$(B) DB=sqlite test/run --only unit/$$d/ unit || exit 1; done

# Fuzz targets test/fuzz/NAME.c define LLVMFuzzerTestOneInput; test/fuzz/corpus/NAME/ is kept. In
# `make test` every kept input runs once through the ordinary build (test/fuzz/replay/main.c).
FUZZ := $(basename $(notdir $(wildcard test/fuzz/*.c)))
replay: $(FUZZ:%=$(B)/test/fuzz/%_replay)

$(B)/test/fuzz/%_replay: test/fuzz/%.c test/fuzz/replay/main.c $(B)/test/lib.a $(B)/libduban.a
	@mkdir -p $(@D)
	$(call SAY,CC)
	$(Q)$(CC) $(CFLAGS) -Wno-missing-prototypes $(SYSINC) -Itest $(LDFLAGS) -o $@ \
		$(filter %.c %.o %.a,$^) $(LIBS)

$(B)/fuzz/%: test/fuzz/%.c $(B)/test/lib.a $(B)/libduban.a
	@mkdir -p $(@D)
	$(call SAY,FUZZ)
	$(Q)$(CC) $(subst fuzzer-no-link,fuzzer,$(CFLAGS) $(LDFLAGS)) -Wno-missing-prototypes $(SYSINC) \
		-Itest -o $@ $(filter %.c %.o %.a,$^) $(LIBS)

fuzz: $(FUZZ:%=$(B)/fuzz/%)
	@tools/fuzz $(B)/fuzz $(FUZZ_TIME) $(FUZZ)

# --- rules and analysis -------------------------------------------------------------------------

gates:
	@tools/gate/gate

CSRC  := $(SRC) $(call tests_of,$(SUITES)) $(TLIB)
# Programs that benches drive are test/bench/NAME.c; slowsync is put under them.
BENCH := $(B)/test/bench/slowsync.so \
	$(patsubst test/%.c,$(B)/test/%,$(filter-out %/slowsync.c,$(wildcard test/bench/*.c)))
CHECK := $(SRC:%.c=$(B)/clang/%.ok) $(SRC:%.c=$(B)/cppcheck/%.ok) $(SRC:%.c=$(B)/tidy/%.ok)
check: gates format clash $(CHECK) $(BENCH)
	@echo "check: clang, cppcheck and clang-tidy found nothing in $(words $(SRC)) files"

clash: $(B)/libduban.a
	@tools/clash $< -lc $(LIBS)

format:
	@clang-format --dry-run -Werror $(shell find src test -name '*.[ch]')

# A tool that found nothing leaves a mark, so only changed files are looked at again.
HDR := $(sort $(shell find src -name '*.h'))
$(B)/clang/%.ok: %.c $(HDR) $(GEN)
	@mkdir -p $(@D)
	@clang $(CFLAGS) -Wno-missing-field-initializers $(SYSINC) -fsyntax-only $< && touch $@
$(B)/cppcheck/%.ok: %.c $(HDR) tools/cppcheck.txt tools/cppcheck.cfg
	@mkdir -p $(@D)
	@cppcheck --quiet --std=c11 --language=c --enable=warning,performance,portability \
		--inline-suppr --library=tools/cppcheck.cfg --suppressions-list=tools/cppcheck.txt \
		--error-exitcode=1 -D_GNU_SOURCE -Isrc $< && touch $@
$(B)/tidy/%.ok: %.c $(HDR) .clang-tidy $(GEN)
	@mkdir -p $(@D)
	@clang-tidy --quiet --warnings-as-errors='*' $< -- -std=gnu17 -D_GNU_SOURCE $(INC) $(SYSINC) \
		>$@.log 2>/dev/null && touch $@ || { cat $@.log; exit 1; }

# --- run, measure, package ----------------------------------------------------------------------

run: $(B)/duban
	@tools/demo $(B)/duban $(DEMO) $(LISTEN)

# docs/man and docs/KINDS.md are printed from the tables; test/unit/cli/{man,schema}_test.c compare.
man: $(B)/duban
	@$(B)/duban help --man-dir docs/man
	@$(B)/duban schema --kinds >docs/KINDS.md

# What README and the guide show, taken from the running program.
pictures: $(B)/duban $(NODE)
	@B=$(B) node tools/pictures.mjs

$(B)/test/bench/slowsync.so: test/bench/slowsync.c
	@mkdir -p $(@D)
	$(call SAY,CC)
	$(Q)$(CC) -std=gnu17 -O2 -D_GNU_SOURCE -Wall -Wextra -shared -fPIC -o $@ $< -ldl
$(B)/test/bench/%: test/bench/%.c $(B)/test/lib.a $(B)/libduban.a
	@mkdir -p $(@D)
	$(call SAY,CC)
	$(Q)$(CC) $(CFLAGS) $(SYSINC) -Itest -MMD -MP $(LDFLAGS) -o $@ $(filter %.c %.o %.a,$^) -lcmocka $(LIBS)

bench: $(B)/duban $(BENCH)
	@B=$(B) test/bench/run

deb: $(B)/duban
	@tools/deb $(B)

setup: $(NODE)
	@echo "setup: everything is there"

clean:
	rm -rf $(B)

help:
	@sed -n '2,/^$$/s/^# \{0,1\}//p' Makefile

.PHONY: all unit test test-asan test-tsan test-twice replay fuzz gates check format clash run man \
        pictures bench deb setup clean help FORCE

-include $(OBJ:.o=.d) $(patsubst %,%.d,$(call TESTS,$(SUITES)) $(BENCH)) $(TLIBO:.o=.d)
