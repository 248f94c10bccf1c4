/* The folding table, which a generator made, against its rule, said a second time
 * here with ICU and src/text/data/letters.tsv, over the whole of Unicode. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/uscript.h>
#include <unicode/uset.h>
#include <unicode/ustring.h>

#include "newsidx/fold.h"
#include "rows.h"

#define CP_COUNT 0x110000
#define MOST_SHOWN 10

typedef struct rule {
	nx_class class;
	size_t count;
	unsigned out[NX_FOLD_MAX];
} rule;

typedef enum fate { FATE_NONE, FATE_DROP, FATE_BREAK, FATE_LETTER } fate;

static fate fates[CP_COUNT];
static unsigned targets[CP_COUNT];
static USet *marks, *own_marks, *ignorable, *letters, *digits, *spaceless, *accented, *arabic;
static USet *composed; /* scripts that are always written composed */
static const UNormalizer2 *casefold, *decompose;

static USet *set_of(const char *pattern)
{
	UErrorCode e = U_ZERO_ERROR;
	UChar wide[512];
	USet *set;

	u_uastrcpy(wide, pattern);
	set = uset_openPattern(wide, -1, &e);
	if (U_FAILURE(e))
		fail_msg("%s: %s", pattern, u_errorName(e));
	uset_freeze(set);
	return set;
}

static void read_letters(void)
{
	nx_buf file = NX_BUF_INIT;
	nx_str rest, field[3];
	int line = 0;

	read_data(&file, "src/text/data/letters.tsv");
	rest = nx_buf_str(&file);
	while (next_row(&rest, field, 3, &line)) {
		unsigned first = (unsigned)strtoul(field[0].p, NULL, 16), last = first;
		const char *dash = memchr(field[0].p, '-', field[0].n);

		if (dash)
			last = (unsigned)strtoul(dash + 1, NULL, 16);
		assert_true(first <= last && last < CP_COUNT);
		for (; first <= last; first++) {
			fates[first] = nx_str_eq(field[1], NX_STR("drop"))    ? FATE_DROP
				       : nx_str_eq(field[1], NX_STR("break")) ? FATE_BREAK
									      : FATE_LETTER;
			targets[first] = (unsigned)strtoul(field[1].p, NULL, 16);
		}
	}
	assert_true(line > 40);
	nx_buf_release(&file);
}

static int set_up(void **state)
{
	UErrorCode e = U_ZERO_ERROR;

	(void)state;
	casefold = unorm2_getNFKCCasefoldInstance(&e);
	decompose = unorm2_getNFDInstance(&e);
	marks = set_of("[\\p{M}]");
	own_marks = set_of("[\\p{M}-\\p{sc=Zinh}-\\p{sc=Zyyy}-\\p{sc=Arab}-\\p{sc=Hebr}"
			   "-\\p{sc=Syrc}-\\p{sc=Latn}-\\p{sc=Grek}-\\p{sc=Cyrl}-\\p{sc=Copt}]");
	ignorable = set_of("[\\p{DI}-\\p{Cn}]");
	letters = set_of("[\\p{L}\\p{Nl}\\uFDFC]");
	digits = set_of("[\\p{Nd}]");
	spaceless = set_of("[\\p{sc=Hani}\\p{sc=Hira}\\p{sc=Kana}\\u30FC\\p{lb=SA}]");
	accented = set_of("[\\p{sc=Latn}\\p{sc=Grek}\\p{sc=Cyrl}]");
	arabic = set_of("[\\p{sc=Arab}]");
	composed = set_of("[^\\p{sc=Arab}\\p{sc=Hebr}\\p{sc=Syrc}\\p{sc=Latn}\\p{sc=Grek}"
			  "\\p{sc=Cyrl}\\p{sc=Copt}\\p{sc=Zyyy}]");
	read_letters();
	return U_FAILURE(e);
}

static int tear_down(void **state)
{
	(void)state;
	uset_close(marks);
	uset_close(own_marks);
	uset_close(ignorable);
	uset_close(letters);
	uset_close(digits);
	uset_close(spaceless);
	uset_close(accented);
	uset_close(arabic);
	uset_close(composed);
	return 0;
}

static UChar32 base_of(UChar32 c)
{
	UErrorCode e = U_ZERO_ERROR;
	UChar in[2], out[16];
	int32_t n = 0, at = 0;
	UBool bad = false;

	if (!uset_contains(accented, c))
		return c;
	U16_APPEND(in, n, 2, c, bad);
	n = unorm2_normalize(decompose, in, n, out, 16, &e);
	assert_true(U_SUCCESS(e) && !bad && n > 0);
	U16_NEXT(out, at, n, c);
	return c;
}

/* What is left of one code point of NFKC_Casefold's answer; -1 for nothing. */
static long rest_of(UChar32 c)
{
	if (fates[c] == FATE_LETTER)
		return targets[c];
	if (fates[c] != FATE_NONE || (uset_contains(marks, c) && !uset_contains(own_marks, c)) ||
		u_hasBinaryProperty(c, UCHAR_DEFAULT_IGNORABLE_CODE_POINT))
		return -1;
	return c == 0xB7 ? -1 : base_of(c); /* MIDDLE DOT after the Catalan l */
}

static void letter_rule(rule *r, UChar32 c)
{
	UErrorCode e = U_ZERO_ERROR;
	UChar in[2], out[64];
	int32_t n = 0, at = 0;
	UBool bad = false;
	bool several = false;
	size_t i;

	U16_APPEND(in, n, 2, base_of(c), bad);
	n = unorm2_normalize(casefold, in, n, out, 64, &e);
	assert_true(U_SUCCESS(e) && !bad);
	while (at < n) {
		UChar32 m;
		long rest;

		U16_NEXT(out, at, n, m);
		rest = rest_of(m);
		if (rest == ' ' && r->count == 0)
			continue;
		if (rest >= 0 && r->count < NX_FOLD_MAX)
			r->out[r->count++] = (unsigned)rest;
	}
	while (r->count > 0 && r->out[r->count - 1] == ' ')
		r->count--;
	for (i = 0; i < r->count; i++)
		several |= r->out[i] == ' ';
	r->class = r->count == 0                                  ? NX_CLASS_DROP
		   : several                                      ? NX_CLASS_COMPLEX
		   : uset_contains(arabic, (UChar32)r->out[0])    ? NX_CLASS_ARABIC
		   : uset_contains(spaceless, (UChar32)r->out[0]) ? NX_CLASS_COMPLEX
								  : NX_CLASS_LETTER;
}

static rule rule_of(UChar32 c)
{
	rule r = { .class = NX_CLASS_BREAK };

	if (fates[c] == FATE_DROP || fates[c] == FATE_BREAK) {
		r.class = fates[c] == FATE_DROP ? NX_CLASS_DROP : NX_CLASS_BREAK;
	} else if (fates[c] == FATE_LETTER) {
		r = (rule){ NX_CLASS_ARABIC, 1, { targets[c] } };
	} else if (uset_contains(own_marks, c)) {
		r.class = uset_contains(spaceless, c) ? NX_CLASS_COMPLEX : NX_CLASS_LETTER;
		r.out[r.count++] = (unsigned)c;
	} else if (uset_contains(marks, c) || uset_contains(ignorable, c)) {
		r.class = NX_CLASS_DROP;
	} else if (uset_contains(digits, c)) {
		r = (rule){ NX_CLASS_DIGIT, 1, { '0' + (unsigned)u_digit(c, 10) } };
	} else if (uset_contains(letters, c)) {
		letter_rule(&r, c);
	}
	return r;
}

static void table_follows_the_rule(void **state)
{
	UChar32 c;
	int failed = 0, by_class[NX_CLASS_COMPLEX + 1] = { 0 };

	(void)state;
	for (c = 0; c < CP_COUNT; c++) {
		rule want = rule_of(c), got = { .class = nx_fold_class((unsigned)c) };

		got.count = nx_fold_cp(got.out, (unsigned)c);
		by_class[want.class]++;
		if (got.class == want.class && got.count == want.count &&
			!memcmp(got.out, want.out, want.count * sizeof *want.out))
			continue;
		if (failed++ < MOST_SHOWN)
			print_error("U+%04X: class %d, %zu code points from U+%04X;"
				    " by the rule class %d, %zu from U+%04X\n",
				(unsigned)c, got.class, got.count, got.out[0], want.class,
				want.count, want.out[0]);
	}
	assert_int_equal(failed, 0);
	assert_true(by_class[NX_CLASS_ARABIC] > 1000 && by_class[NX_CLASS_DIGIT] > 600 &&
		    by_class[NX_CLASS_DROP] > 1000 && by_class[NX_CLASS_COMPLEX] > 90000 &&
		    by_class[NX_CLASS_LETTER] > 20000 && by_class[NX_CLASS_BREAK] > 20000);
}

/* A folded code point is its own fold and stays in its class, or folding twice would
 * give another word than folding once. */
static void folded_is_final(void **state)
{
	unsigned c, out[NX_FOLD_MAX], again[NX_FOLD_MAX];
	size_t i, n;
	int failed = 0;
	bool several, same_class;

	(void)state;
	for (c = 0; c < CP_COUNT; c++) {
		n = nx_fold_cp(out, c);
		several = false;
		for (i = 0; i < n; i++)
			several |= out[i] == ' ';
		for (i = 0; i < n; i++) {
			same_class = several || nx_fold_class(out[i]) == nx_fold_class(c);
			if (out[i] == ' ' || (nx_fold_cp(again, out[i]) == 1 &&
						     again[0] == out[i] && same_class))
				continue;
			if (failed++ < MOST_SHOWN)
				print_error(
					"U+%04X becomes U+%04X, which is not final\n", c, out[i]);
		}
	}
	assert_int_equal(failed, 0);
}

static void append_fold(nx_buf *out, const UChar *text, int32_t n)
{
	nx_buf utf8 = NX_BUF_INIT;
	int32_t at = 0;

	while (at < n) {
		UChar32 c;

		U16_NEXT(text, at, n, c);
		nx_buf_add_cp(&utf8, (unsigned)c);
	}
	nx_fold(out, nx_buf_str(&utf8));
	nx_buf_release(&utf8);
}

/* Composed or decomposed, a text is the same to a reader. (Hangul, Kana and the scripts
 * of India are read as they are written, which is composed.) */
static void decomposition_folds_alike(void **state)
{
	nx_buf whole = NX_BUF_INIT, parts = NX_BUF_INIT;
	UChar32 c;
	int failed = 0;

	(void)state;
	for (c = 0; c < CP_COUNT; c++) {
		UErrorCode e = U_ZERO_ERROR;
		UChar in[2], out[16];
		int32_t len = 0, n;
		UBool bad = false;

		U16_APPEND(in, len, 2, c, bad);
		n = unorm2_getDecomposition(decompose, c, out, 16, &e);
		if (n <= 0 || U_FAILURE(e) || bad || uset_contains(composed, c))
			continue;
		nx_buf_clear(&whole);
		nx_buf_clear(&parts);
		append_fold(&whole, in, len);
		append_fold(&parts, out, n);
		if (nx_str_eq(nx_buf_str(&whole), nx_buf_str(&parts)))
			continue;
		if (failed++ < MOST_SHOWN)
			print_error("U+%04X: %.*s, but decomposed %.*s\n", (unsigned)c,
				NX_FMT(nx_buf_str(&whole)), NX_FMT(nx_buf_str(&parts)));
	}
	nx_buf_release(&whole);
	nx_buf_release(&parts);
	assert_int_equal(failed, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(table_follows_the_rule),
		cmocka_unit_test(folded_is_final),
		cmocka_unit_test(decomposition_folds_alike),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
