/* Writes the folding table of src/text/fold.c to standard output, from ICU's
 * character properties and the Arabic rules of data/letters.tsv.
 *
 * Two stages: stage1[cp >> 7] is the number of a block, stage2[block * 128 +
 * (cp & 127)] the entry; most of Unicode shares a few blocks. An entry holds in
 * bits 0..20 the folded code point, 0 for a letter that stays as it is (or, with
 * bit 24 set, an index into `expand`, where a count and that many code points
 * stand) and in bits 21..23 the class.
 * A dropped code point has 1 there when it is seen as part of its letter (a mark,
 * tatweel) and 0 when it is invisible. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/uscript.h>
#include <unicode/ustring.h>
#include <unicode/utf16.h>

#include "newsidx/fold.h"

#define CP_COUNT 0x110000
#define BLOCK 128
#define EXPANSION (1u << 24)

static unsigned override_to[CP_COUNT]; /* 0 none, 1 drop, 2 break, else the letter */
static unsigned entry[CP_COUNT];
static unsigned expand[8192];
static size_t expand_count;
static const UNormalizer2 *nfkc_cf, *nfd;

static void fail(const char *what)
{
	fprintf(stderr, "gen_fold: %s\n", what);
	exit(1);
}

/* `first[-last] TAB letter|drop|break TAB why`, hexadecimal. */
static void read_letters(const char *path)
{
	char line[512];
	FILE *f = fopen(path, "r");

	if (!f)
		fail(path);
	while (fgets(line, sizeof line, f)) {
		unsigned first, last, to;
		char target[16];

		if (line[0] == '#' || line[0] == '\n')
			continue;
		if (sscanf(line, "%x-%x\t%15s", &first, &last, target) != 3) {
			if (sscanf(line, "%x\t%15s", &first, target) != 2)
				fail(line);
			last = first;
		}
		to = !strcmp(target, "drop") ? 1 : !strcmp(target, "break") ? 2 : 0;
		if (to == 0 && sscanf(target, "%x", &to) != 1)
			fail(line);
		for (; first <= last && first < CP_COUNT; first++)
			override_to[first] = to;
	}
	fclose(f);
}

static bool is_mark(UChar32 c)
{
	int8_t type = u_charType(c);

	return type == U_NON_SPACING_MARK || type == U_ENCLOSING_MARK ||
	       type == U_COMBINING_SPACING_MARK;
}

/* Marks carry meaning of their own in the scripts of India and its neighbours;
 * elsewhere they are vowel points and accents. */
static bool mark_is_letter(UChar32 c)
{
	UErrorCode e = U_ZERO_ERROR;

	switch (uscript_getScript(c, &e)) {
	case USCRIPT_INHERITED:
	case USCRIPT_COMMON:
	case USCRIPT_ARABIC:
	case USCRIPT_HEBREW:
	case USCRIPT_SYRIAC:
	case USCRIPT_LATIN:
	case USCRIPT_GREEK:
	case USCRIPT_CYRILLIC:
	case USCRIPT_COPTIC:
		return false;
	default:
		return true;
	}
}

static bool is_complex(UChar32 c)
{
	UErrorCode e = U_ZERO_ERROR;
	UScriptCode s = uscript_getScript(c, &e);

	return s == USCRIPT_HAN || s == USCRIPT_HIRAGANA || s == USCRIPT_KATAKANA || c == 0x30FC ||
	       u_getIntPropertyValue(c, UCHAR_LINE_BREAK) == U_LB_COMPLEX_CONTEXT;
}

static bool is_presentation_form(UChar32 c)
{
	return (c >= 0xFB50 && c <= 0xFDFF) || (c >= 0xFE70 && c <= 0xFEFC);
}

/* Accents of these scripts are dropped where they stand as marks of their own, so
 * they must go from composed letters too. */
static UChar32 without_accents(UChar32 c)
{
	UErrorCode e = U_ZERO_ERROR;
	UScriptCode s = uscript_getScript(c, &e);
	UChar out[32];
	UChar32 base;
	int32_t n;

	if (s != USCRIPT_LATIN && s != USCRIPT_GREEK && s != USCRIPT_CYRILLIC)
		return c;
	n = unorm2_getDecomposition(nfd, c, out, 32, &e);
	if (n <= 0 || U_FAILURE(e))
		return c;
	U16_GET(out, 0, 0, n, base);
	return base;
}

static void add(unsigned *out, size_t *n, UChar32 c)
{
	if (override_to[c] == 1 || override_to[c] == 2)
		return;
	if (is_mark(c) && !mark_is_letter(c))
		return;
	if (u_hasBinaryProperty(c, UCHAR_DEFAULT_IGNORABLE_CODE_POINT))
		return;
	if (c == 0x00B7) /* MIDDLE DOT, of the Catalan ligature l with dot: would break */
		return;
	if (*n < NX_FOLD_MAX)
		out[(*n)++] = override_to[c] ? override_to[c] : (unsigned)without_accents(c);
}

/* The folded code points of a letter; a space in them parts two words. */
static size_t fold_letter(unsigned out[NX_FOLD_MAX], UChar32 c)
{
	UErrorCode e = U_ZERO_ERROR;
	UChar in[2], mapped[64];
	int32_t len = 0, i = 0, n;
	size_t count = 0;

	if (override_to[c] > 2) {
		out[0] = override_to[c];
		return 1;
	}
	/* Before case folding, which makes a letter of the Greek iota subscript. */
	U16_APPEND_UNSAFE(in, len, without_accents(c));
	n = unorm2_normalize(nfkc_cf, in, len, mapped, 64, &e);
	if (U_FAILURE(e))
		fail("normalization");
	while (i < n) {
		UChar32 m;

		U16_NEXT(mapped, i, n, m);
		add(out, &count, m);
	}
	while (count > 0 && out[count - 1] == ' ')
		count--;
	i = 0;
	while ((size_t)i < count && out[i] == ' ')
		i++;
	memmove(out, out + i, (count - (size_t)i) * sizeof *out);
	return count - (size_t)i;
}

static unsigned make(nx_class class, unsigned value)
{
	return (unsigned)class << 21 | value;
}

static unsigned letter_entry(UChar32 c)
{
	unsigned out[NX_FOLD_MAX];
	size_t n = fold_letter(out, c), i;
	UErrorCode e = U_ZERO_ERROR;
	nx_class class = NX_CLASS_LETTER;

	if (n == 0)
		return make(NX_CLASS_DROP, 1);
	if (uscript_getScript((UChar32)out[0], &e) == USCRIPT_ARABIC)
		class = NX_CLASS_ARABIC;
	else if (is_complex((UChar32)out[0]))
		class = NX_CLASS_COMPLEX;
	for (i = 0; i < n; i++)
		if (out[i] == ' ')
			class = NX_CLASS_COMPLEX;
	if (n == 1)
		return make(class, out[0] == (unsigned)c ? 0 : out[0]);
	for (i = 0; i < expand_count; i += 1 + expand[i])
		if (expand[i] == n && !memcmp(expand + i + 1, out, n * sizeof *out))
			return EXPANSION | make(class, (unsigned)i);
	if (expand_count + n + 1 > sizeof expand / sizeof *expand)
		fail("too many expansions");
	i = expand_count;
	expand[i] = (unsigned)n;
	memcpy(expand + i + 1, out, n * sizeof *out);
	expand_count += n + 1;
	return EXPANSION | make(class, (unsigned)i);
}

static unsigned fold_entry(UChar32 c)
{
	int8_t type = u_charType(c);

	if (override_to[c] == 1)
		return make(NX_CLASS_DROP, c == 0x0640 || u_isalpha(c) || is_mark(c));
	if (override_to[c] == 2)
		return make(NX_CLASS_BREAK, 0);
	if (is_mark(c))
		return mark_is_letter(c)
			       ? make(is_complex(c) ? NX_CLASS_COMPLEX : NX_CLASS_LETTER, 0)
			       : make(NX_CLASS_DROP, 1);
	if (u_hasBinaryProperty(c, UCHAR_DEFAULT_IGNORABLE_CODE_POINT) && type != U_UNASSIGNED)
		return make(NX_CLASS_DROP, 0);
	if (type == U_DECIMAL_DIGIT_NUMBER)
		return make(NX_CLASS_DIGIT, '0' + (unsigned)u_charDigitValue(c));
	if (u_isalpha(c) || type == U_LETTER_NUMBER || (is_presentation_form(c) && c == 0xFDFC))
		return letter_entry(c);
	return make(NX_CLASS_BREAK, 0);
}

static void print_array(const char *type, const char *name, const unsigned *a, size_t n)
{
	size_t i;

	printf("%s %s[%zu] = {", type, name, n);
	for (i = 0; i < n; i++)
		printf("%s%#x,", i % 12 ? " " : "\n\t", a[i]);
	printf("\n};\n");
}

int main(int argc, char **argv)
{
	static unsigned stage1[CP_COUNT / BLOCK], stage2[CP_COUNT];
	UErrorCode e = U_ZERO_ERROR;
	size_t blocks = 0, b, i;

	if (argc != 2)
		fail("usage: gen_fold LETTERS.tsv");
	nfkc_cf = unorm2_getNFKCCasefoldInstance(&e);
	nfd = unorm2_getNFDInstance(&e);
	if (U_FAILURE(e))
		fail(u_errorName(e));
	read_letters(argv[1]);
	for (i = 0; i < CP_COUNT; i++)
		entry[i] = fold_entry((UChar32)i);
	for (i = 0; i < CP_COUNT / BLOCK; i++) {
		for (b = 0; b < blocks; b++)
			if (!memcmp(stage2 + b * BLOCK, entry + i * BLOCK, BLOCK * sizeof *entry))
				break;
		if (b == blocks)
			memcpy(stage2 + blocks++ * BLOCK, entry + i * BLOCK, BLOCK * sizeof *entry);
		stage1[i] = (unsigned)b;
	}
	printf("/* Made by src/text/gen_fold.c with ICU %s, Unicode %s. */\n", U_ICU_VERSION,
		U_UNICODE_VERSION);
	print_array("const uint16_t", "fold_stage1", stage1, CP_COUNT / BLOCK);
	print_array("const uint32_t", "fold_stage2", stage2, blocks * BLOCK);
	print_array("static const uint32_t", "fold_expand", expand, expand_count);
	return ferror(stdout) || fflush(stdout) ? 1 : 0;
}
