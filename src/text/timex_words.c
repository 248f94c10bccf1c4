/* The words of expressions of time, with what may be written to them. */
#include "text/timex_parts.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "base/embed.h"
#include "newsidx/fold.h"
#include "newsidx/utf8.h"
#include "text/words.h"

NX_EMBED(timex_words_tsv, "src/text/data/timex_words.tsv")
NX_EMBED(timex_months_tsv, "src/text/data/months.tsv")
NX_EMBED(timex_weekdays_tsv, "src/text/data/weekdays.tsv")

#define ENTRIES_MAX 800
#define SLOTS 2048  /* at least twice the entries */
#define FOLD_MAX 40 /* bytes of a folded word with its proclitics; the longest has 30 */

typedef struct entry {
	char fold[FOLD_MAX];
	uint8_t n;
	uint8_t kind;
	uint8_t unit;
	int16_t value;
} entry;

static entry entries[ENTRIES_MAX];
static size_t entry_count;
static uint16_t slots[SLOTS]; /* index + 1 */
static pthread_once_t once = PTHREAD_ONCE_INIT;

static const struct {
	const char *name;
	timex_kind kind;
	nx_timex_unit unit;
	bool begins; /* may be the first word of an expression */
} kinds[] = {
	{ "about", TIMEX_ABOUT, 0, false },
	{ "after", TIMEX_AFTER, 0, true },
	{ "age", TIMEX_AGE, 0, false },
	{ "ago", TIMEX_AGO, 0, true },
	{ "anchored", TIMEX_ANCHORED, 0, false },
	{ "and", TIMEX_AND, 0, false },
	{ "arab", TIMEX_ARAB, 0, false },
	{ "article", TIMEX_ARTICLE, 0, false },
	{ "bound", TIMEX_BOUND, 0, true },
	{ "day-kind", TIMEX_DAY_KIND, 0, false },
	{ "day-offset", TIMEX_DAY_OFFSET, 0, true },
	{ "decade", TIMEX_DECADE, 0, true },
	{ "few", TIMEX_FEW, 0, false },
	{ "first", TIMEX_FIRST, 0, true },
	{ "future", TIMEX_FUTURE, 0, true },
	{ "future-noun", TIMEX_FUTURE_NOUN, 0, true },
	{ "half", TIMEX_HALF, 0, true },
	{ "holy", TIMEX_HOLY, 0, false },
	{ "in", TIMEX_IN, 0, false },
	{ "moment", TIMEX_MOMENT, 0, true },
	{ "morrow", TIMEX_MORROW, 0, true },
	{ "name", TIMEX_NAME, 0, false },
	{ "need", TIMEX_NEED, 0, false },
	{ "numeral", TIMEX_NUMERAL, 0, false },
	{ "of", TIMEX_OF, 0, false },
	{ "office", TIMEX_OFFICE, 0, false },
	{ "ordinal", TIMEX_ORDINAL, 0, false },
	{ "other", TIMEX_OTHER, 0, false },
	{ "part-of-day", TIMEX_PART_OF_DAY, 0, true },
	{ "past", TIMEX_PAST, 0, true },
	{ "past-noun", TIMEX_PAST_NOUN, 0, true },
	{ "present", TIMEX_PRESENT, 0, true },
	{ "quarter", TIMEX_QUARTER, 0, true },
	{ "same", TIMEX_SAME, 0, true },
	{ "season", TIMEX_SEASON, 0, true },
	{ "season-lead", TIMEX_SEASON_LEAD, 0, true },
	{ "shift", TIMEX_SHIFT, 0, false },
	{ "that", TIMEX_THAT, 0, true },
	{ "this", TIMEX_THIS, 0, true },
	{ "to", TIMEX_TO, 0, false },
	{ "today", TIMEX_TODAY, 0, true },
	{ "tonight", TIMEX_TONIGHT, 0, true },
	{ "unit-century", TIMEX_UNIT, NX_UNIT_CENTURY, true },
	{ "unit-day", TIMEX_UNIT, NX_UNIT_DAY, true },
	{ "unit-decade", TIMEX_UNIT, NX_UNIT_DECADE, true },
	{ "unit-hour", TIMEX_UNIT, NX_UNIT_HOUR, true },
	{ "unit-minute", TIMEX_UNIT, NX_UNIT_MINUTE, true },
	{ "unit-month", TIMEX_UNIT, NX_UNIT_MONTH, true },
	{ "unit-second", TIMEX_UNIT, NX_UNIT_SECOND, true },
	{ "unit-week", TIMEX_UNIT, NX_UNIT_WEEK, true },
	{ "unit-year", TIMEX_UNIT, NX_UNIT_YEAR, true },
	{ "year-kind", TIMEX_YEAR_KIND, 0, false },
};

static bool has_article(const char *fold, size_t n)
{
	return n > 4 && memcmp(fold, TIMEX_ARTICLE_FOLD, 4) == 0;
}

static const entry *find(const char *fold, size_t n)
{
	uint32_t slot = words_hash((nx_str){ fold, n }) & (SLOTS - 1);

	for (; slots[slot]; slot = (slot + 1) & (SLOTS - 1)) {
		const entry *e = &entries[slots[slot] - 1];

		if (e->n == n && memcmp(e->fold, fold, n) == 0)
			return e;
	}
	return NULL;
}

/* The first of two words with the same folded form stays. */
static void add(nx_str word, timex_kind kind, nx_timex_unit unit, int value, bool begins)
{
	entry *e = &entries[entry_count];
	uint32_t slot;
	size_t n = nx_date_fold_word(e->fold, 0, FOLD_MAX, word);

	if (n == 0 || entry_count == ENTRIES_MAX || find(e->fold, n))
		return;
	e->n = (uint8_t)n;
	e->kind = (uint8_t)kind;
	e->unit = (uint8_t)unit;
	e->value = (int16_t)value;
	slot = words_hash((nx_str){ e->fold, n }) & (SLOTS - 1);
	while (slots[slot])
		slot = (slot + 1) & (SLOTS - 1);
	slots[slot] = (uint16_t)(++entry_count);
	if (begins)
		nx_timex_may_begin((nx_str){ e->fold, n }, has_article(e->fold, n));
}

static int read_int(nx_str field)
{
	bool negative = nx_str_starts(field, NX_STR("-"));
	size_t i = negative;
	int value = 0;

	for (; i < field.n; i++)
		value = value * 10 + (field.p[i] - '0');
	return negative ? -value : value;
}

static bool next_row(nx_str *table, nx_str field[3])
{
	nx_str line;
	int i;

	while (nx_str_split(table, '\n', &line)) {
		if (line.n == 0 || line.p[0] == '#')
			continue;
		for (i = 0; i < 3; i++)
			if (!nx_str_split(&line, '\t', &field[i]))
				field[i] = NX_STR("");
		return true;
	}
	return false;
}

static void fill(void)
{
	nx_str table = timex_words_tsv(), field[3], first;
	size_t i;

	while (next_row(&table, field))
		for (i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++)
			if (nx_str_eq(field[1], nx_str_from(kinds[i].name)))
				add(field[0], kinds[i].kind, kinds[i].unit, read_int(field[2]),
					kinds[i].begins);
	table = timex_weekdays_tsv();
	while (next_row(&table, field))
		if (has_article(field[0].p, field[0].n))
			add(field[0], TIMEX_WEEKDAY, 0, read_int(field[1]), true);
	table = timex_months_tsv();
	while (next_row(&table, field)) {
		nx_str rest = field[0];

		if ((unsigned char)rest.p[0] >= 0x80 && nx_str_split(&rest, ' ', &first))
			add(first, nx_str_eq(field[2], NX_STR("hijri")) ? TIMEX_HIJRI : TIMEX_MONTH,
				0, read_int(field[1]), true);
	}
}

/* Byte offset in the text behind `count` letters of the word at `pos`. */
static size_t skip_letters(nx_str text, size_t pos, int count)
{
	size_t next = pos;

	while (next < text.n) {
		nx_class class = nx_fold_class(nx_date_peek(text, &next));

		if (class != NX_CLASS_DROP && count-- == 0)
			break;
		pos = next;
	}
	return pos;
}

/* Two bytes a letter: is the letter at `at` this one? */
static bool is_letter(const char *fold, size_t n, size_t at, const char *letter)
{
	return at + 2 < n && memcmp(fold + at, letter, 2) == 0;
}

/* The word as it stands, without its article, and without proclitics before either.
 * Sets what was taken off; *cut counts the letters of the proclitics. */
static const entry *read_proclitics(char *fold, size_t n, timex_word *word, int *cut)
{
	size_t at = 0;
	const entry *e = NULL;
	int round;

	for (round = 0; round < 3 && !e; round++) {
		if (round == 1 && (is_letter(fold, n, at, "و") || is_letter(fold, n, at, "ف")))
			word->joined = true;
		else if (round == 2 &&
			 (is_letter(fold, n, at, "ب") || is_letter(fold, n, at, "ل") ||
				 is_letter(fold, n, at, "ك")))
			word->prefixed = true;
		else if (round)
			continue;
		at += round ? 2 : 0;
		e = find(fold + at, n - at);
		word->definite = has_article(fold + at, n - at);
		if (!e && word->definite)
			e = find(fold + at + 4, n - at - 4);
		*cut = (int)at / 2;
		if (!e && word->prefixed && is_letter(fold, n, at, "ل") &&
			is_letter(fold, n, at - 2, "ل")) {
			/* "for the": the article has lost its alef. */
			memcpy(fold + at - 2, TIMEX_ARTICLE_FOLD, 4);
			e = find(fold + at - 2, n - at + 2);
			e = e ? e : find(fold + at + 2, n - at - 2);
			word->definite = true;
			*cut = (int)at / 2 - 1;
		}
	}
	return e;
}

static timex_word read_item(const timex_text *t, nx_date_item item)
{
	timex_word word = { .item = item, .start = item.start, .end = item.end };
	char fold[FOLD_MAX];
	const entry *e;
	size_t n;
	int cut = 0;

	nx_timex_load();
	if (item.kind != NX_ITEM_WORD)
		return word;
	n = nx_date_fold_word(fold, 0, FOLD_MAX, nx_str_slice(t->text.str, item.start, item.end));
	e = n ? read_proclitics(fold, n, &word, &cut) : NULL;
	if (!e) {
		word.joined = word.prefixed = false;
		word.definite = n && has_article(fold, n);
		return word;
	}
	word.kind = (timex_kind)e->kind;
	word.value = e->value;
	word.unit = (nx_timex_unit)e->unit;
	word.start = cut ? skip_letters(t->text.str, item.start, cut) : item.start;
	return word;
}

void nx_timex_load(void)
{
	pthread_once(&once, fill);
}

timex_word nx_timex_word_at(const timex_text *t, size_t pos)
{
	return read_item(t, nx_date_item_at(&t->text, pos));
}

timex_word nx_timex_word_before(const timex_text *t, size_t pos)
{
	return read_item(t, nx_date_item_before(&t->text, pos));
}
