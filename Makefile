# duban — build, run and test with two commands: `make run`, `make test`. No recursion.
#
#   make          build $(B)/duban            make gates   house rules, seconds, compiles nothing
#   make run      demo bureau on :8080        make check   gates and static analysis
#   make test     every test                  make bench   the figures     make fuzz  fuzz targets
#
# B=dir builds elsewhere, CC=clang uses another compiler, SAN=address,undefined adds sanitizers.

B    ?= build
CC    = gcc
SAN  ?=

PKGS := sqlite3 libpq jansson libxml-2.0 libzip xlsxwriter pangocairo poppler-glib libsodium \
        libcrypto icu-uc icu-i18n libcurl libqrencode libseccomp zlib
# xlsxwriter ships no .pc file in Debian; it is linked by name.
PC   := $(filter-out xlsxwriter,$(PKGS))

WARN := -Wall -Wextra -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Wvla -Wformat=2 \
        -Wswitch-enum -Werror
HARD := -fstack-protector-strong -D_FORTIFY_SOURCE=2 -fPIE
SANF := $(if $(SAN),-fsanitize=$(SAN) -fno-omit-frame-pointer)
CFLAGS  = -std=gnu17 -O2 -g -D_GNU_SOURCE -Isrc -I$(B)/gen $(WARN) $(HARD) $(SANF) -pthread
SYSINC := $(patsubst -I%,-isystem%,$(shell pkg-config --cflags-only-I $(PC) 2>/dev/null)) \
        -isystem /usr/share/include/llhttp
LIBS    = $(shell pkg-config --libs $(PC) 2>/dev/null) -lxlsxwriter -lm -ldl
LLHTTP := /usr/share/llhttp

SRC  := $(sort $(shell find src -name '*.c'))
OBJ  := $(SRC:src/%.c=$(B)/obj/%.o)
GENO := $(B)/obj/gen/locale_en.o
LIBO := $(filter-out $(B)/obj/run/main.o,$(OBJ)) $(GENO) $(B)/obj/llhttp.o
TSRC := $(sort $(shell find test/unit -name '*_test.c' 2>/dev/null))
TEST := $(TSRC:test/unit/%.c=$(B)/test/%)

all: $(B)/duban

$(B)/duban: $(B)/obj/run/main.o $(B)/libduban.a
	$(CC) $(CFLAGS) -pie -Wl,-z,relro,-z,now -o $@ $^ $(LIBS)

$(B)/libduban.a: $(LIBO)
	@rm -f $@
	ar rcs $@ $(LIBO)

$(B)/obj/%.o: src/%.c
	@mkdir -p $(@D)
	$(CC) $(CFLAGS) $(SYSINC) -MMD -MP -c -o $@ $<

$(B)/obj/gen/%.o: $(B)/gen/%.c
	@mkdir -p $(@D)
	$(CC) $(CFLAGS) $(SYSINC) -c -o $@ $<

# English words of the screens.
$(B)/gen/locale_en.c: locale/en.tsv tools/locale.mjs
	@mkdir -p $(@D)
	node tools/locale.mjs $@

$(B)/obj/llhttp.o: $(LLHTTP)/llhttp.c $(LLHTTP)/api.c $(LLHTTP)/http.c
	@mkdir -p $(@D)/llhttp
	for f in $^; do $(CC) -O2 -g $(HARD) $(SANF) -DLLHTTP_STRICT_MODE=1 \
		-I/usr/share/include/llhttp -c -o $(@D)/llhttp/$$(basename $$f .c).o $$f || exit 1; done
	ld -r -o $@ $(@D)/llhttp/llhttp.o $(@D)/llhttp/api.o $(@D)/llhttp/http.o

$(B)/test/%: test/unit/%.c $(B)/libduban.a
	@mkdir -p $(@D)
	$(CC) $(CFLAGS) $(SYSINC) -Itest -pie -MMD -MP -o $@ $< $(B)/libduban.a -lcmocka $(LIBS)

.PHONY: all unit clean
unit: $(TEST)
	@fail=0; for t in $(TEST); do $$t >$$t.log 2>&1 || { fail=1; cat $$t.log; }; done; exit $$fail

clean:
	rm -rf $(B)

-include $(OBJ:.o=.d) $(TEST:=.d)
