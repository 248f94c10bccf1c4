#include "entity/link_word.h"

#include <string.h>

#include "newsidx/utf8.h"

/* Hundredths. A vowel more or less costs little, a consonant for a like one more. */
enum { COST_VOWEL = 30, COST_NEAR = 35, COST_FAR = 60, COST_NONE = 1000 };

typedef struct letters {
	unsigned cp[LINK_LETTERS];
	int count, consonants, vowels; /* vowels are those behind the first letter */
	bool doubled;
} letters;

/* The letters of one class, the first of them standing for it. Folded letters only: peh
 * is beh, veh is feh, tcheh and gaf are kaf. */
static const struct {
	unsigned cp;
	char class;
} classes[] = {
	{ 0x0628 /* BEH */, 'b' },
	{ 0x062A /* TEH */, 't' },
	{ 0x062B /* THEH */, 't' },
	{ 0x062C /* JEEM */, 'g' },
	{ 0x062D /* HAH */, 'H' },
	{ 0x062E /* KHAH */, 'g' },
	{ 0x062F /* DAL */, 'd' },
	{ 0x0630 /* THAL */, 'd' },
	{ 0x0631 /* REH */, 'r' },
	{ 0x0632 /* ZAIN */, 's' },
	{ 0x0633 /* SEEN */, 's' },
	{ 0x0634 /* SHEEN */, 's' },
	{ 0x0635 /* SAD */, 's' },
	{ 0x0636 /* DAD */, 'D' },
	{ 0x0637 /* TAH */, 't' },
	{ 0x0638 /* ZAH */, 'Z' },
	{ 0x0639 /* AIN */, 'E' },
	{ 0x063A /* GHAIN */, 'g' },
	{ 0x0641 /* FEH */, 'f' },
	{ 0x0642 /* QAF */, 'g' },
	{ 0x0643 /* KAF */, 'g' },
	{ 0x0644 /* LAM */, 'l' },
	{ 0x0645 /* MEEM */, 'm' },
	{ 0x0646 /* NOON */, 'n' },
};

static char class_of(unsigned cp)
{
	for (size_t i = 0; i < sizeof classes / sizeof *classes; i++)
		if (classes[i].cp == cp)
			return classes[i].class;
	return 0;
}

static bool is_vowel(unsigned cp)
{
	return cp == 0x0627 /* ALEF */ || cp == 0x0648 /* WAW */ || cp == 0x064A /* YEH */;
}

/* Letters that transliteration hardly uses: what has one is Arabic. */
static bool is_native(unsigned cp)
{
	return cp == 0x062D /* HAH */ || cp == 0x0635 /* SAD */ || cp == 0x0636 /* DAD */ ||
	       cp == 0x0638 /* ZAH */ || cp == 0x0639 /* AIN */;
}

void link_skeleton(nx_buf *out, nx_str fold)
{
	char last = 0;

	for (size_t at = 0; at < fold.n;) {
		unsigned cp = nx_utf8_next(fold, &at);
		char class = class_of(cp);

		if (class && class != last)
			nx_buf_addc(out, class);
		/* Letters that stand side by side in one spelling do in all. */
		last = is_vowel(cp) || cp == ' ' ? last : class;
	}
}

/* The letters, each once where it is doubled; false when there are too many. */
static bool read_letters(letters *out, nx_str fold)
{
	*out = (letters){ .count = 0 };
	for (size_t at = 0; at < fold.n;) {
		unsigned cp = nx_utf8_next(fold, &at);

		if (out->count > 0 && out->cp[out->count - 1] == cp) {
			out->doubled = true;
			continue;
		}
		if (out->count == LINK_LETTERS)
			return false;
		out->consonants += class_of(cp) != 0;
		out->vowels += out->count > 0 && is_vowel(cp);
		out->cp[out->count++] = cp;
	}
	return true;
}

/* In a short word qaf is one of them: Faruq is no difference (fariq). */
static bool has_native(const letters *w)
{
	for (int i = 0; i < w->count; i++)
		if (is_native(w->cp[i]) || (w->consonants <= 3 && w->cp[i] == 0x0642 /* QAF */))
			return true;
	return false;
}

static bool has_article(nx_str fold)
{
	return nx_str_starts(fold, NX_STR("ال")) && fold.n >= 10;
}

bool link_word_is_foreign(nx_str fold)
{
	letters w;

	return read_letters(&w, fold) && w.consonants >= 3 && w.vowels >= 2 && !has_native(&w) &&
	       !has_article(fold) && class_of(w.cp[w.count - 1]) != 0;
}

/* One consonant for another: of the same sound for many papers, or of a like one. */
static int consonant_cost(unsigned a, unsigned b)
{
	static const unsigned near[][2] = {
		{ 0x062C /* JEEM */, 0x063A /* GHAIN */ },
		{ 0x062C /* JEEM */, 0x0643 /* KAF */ },
		{ 0x063A /* GHAIN */, 0x0643 /* KAF */ },
		{ 0x063A /* GHAIN */, 0x0642 /* QAF */ },
		{ 0x0643 /* KAF */, 0x0642 /* QAF */ },
		{ 0x0643 /* KAF */, 0x062E /* KHAH */ },
		{ 0x062A /* TEH */, 0x0637 /* TAH */ },
		{ 0x062A /* TEH */, 0x062B /* THEH */ },
	};
	char class = class_of(a);

	for (size_t i = 0; i < sizeof near / sizeof *near; i++)
		if ((a == near[i][0] && b == near[i][1]) || (a == near[i][1] && b == near[i][0]))
			return COST_NEAR;
	return class && class == class_of(b) ? COST_FAR : COST_NONE;
}

/* One letter for another inside a word of `consonants`. */
static int change_cost(unsigned a, unsigned b, int consonants, int vowels)
{
	if (a == b)
		return 0;
	if (is_vowel(a) && is_vowel(b))
		return consonants >= 5 ? COST_NEAR : COST_NONE;
	return consonants >= 4 || vowels >= 2 ? consonant_cost(a, b) : COST_NONE;
}

/* Taking a vowel in: not at the end, where it makes another word (a land, its people),
 * and in front only the alef before two consonants that Arabic does not begin with. */
static int vowel_cost(const letters *w, int at)
{
	if (!is_vowel(w->cp[at]) || at + 1 == w->count)
		return COST_NONE;
	if (at + 2 == w->count && is_vowel(w->cp[at + 1]))
		return COST_NONE;
	if (at == 0 && (w->cp[0] != 0x0627 /* ALEF */ || w->count < 5 || is_vowel(w->cp[1]) ||
			       is_vowel(w->cp[2])))
		return COST_NONE;
	return COST_VOWEL;
}

static int least(int a, int b, int c)
{
	int m = a < b ? a : b;

	return m < c ? m : c;
}

static int distance(const letters *a, const letters *b, int consonants, int vowels)
{
	int row[LINK_LETTERS + 1], before;

	row[0] = 0;
	for (int k = 0; k < b->count; k++)
		row[k + 1] = row[k] + vowel_cost(b, k);
	for (int i = 0; i < a->count; i++) {
		before = row[0];
		row[0] += vowel_cost(a, i);
		for (int k = 0; k < b->count; k++) {
			int change = before + change_cost(a->cp[i], b->cp[k], consonants, vowels);

			before = row[k + 1];
			row[k + 1] = least(
				change, row[k + 1] + vowel_cost(a, i), row[k] + vowel_cost(b, k));
		}
	}
	return row[b->count];
}

/* An ending of teh marbuta for alef, but not behind yeh: Russia is no Russian. */
static void join_ending(letters *w)
{
	if (w->count > 3 && w->cp[w->count - 1] == 0x0647 /* HEH */ &&
		w->cp[w->count - 2] != 0x064A /* YEH */)
		w->cp[w->count - 1] = 0x0627; /* ALEF */
}

/* How much two words may differ: by their consonants, for short ones are many. */
static int cost_allowed(const letters *a, const letters *b, int consonants, int vowels)
{
	int longer = a->count > b->count ? a->count : b->count;

	if (consonants < 3 || vowels < 1)
		return 0;
	if (consonants == 3)
		return COST_NEAR;
	return longer * 12 < 3 * COST_VOWEL ? longer * 12 : 3 * COST_VOWEL;
}

int link_word_cost(nx_str a, nx_str b)
{
	letters x, y;
	int consonants, vowels, cost;

	if (nx_str_eq(a, b))
		return 0;
	if (!read_letters(&x, a) || !read_letters(&y, b) || has_native(&x) || has_native(&y) ||
		has_article(a) != has_article(b))
		return -1;
	join_ending(&x);
	join_ending(&y);
	/* A land and its people: the ending is the only difference. */
	if (x.cp[x.count - 1] != y.cp[y.count - 1] && is_vowel(x.cp[x.count - 1]))
		return -1;
	consonants = x.consonants < y.consonants ? x.consonants : y.consonants;
	vowels = x.vowels < y.vowels ? x.vowels : y.vowels;
	/* Kyiv is no "how". */
	if (x.doubled != y.doubled && x.count < 4)
		return -1;
	/* Behind an article stands an Arabic word, whose vowels are its own. */
	if (has_article(a) && x.vowels != y.vowels)
		return -1;
	cost = distance(&x, &y, consonants, vowels);
	return cost <= cost_allowed(&x, &y, consonants, vowels) ? cost + 1 : -1;
}
