/* The words of dates, folded once and looked up by their hash. */
#include "text/date_parts.h"

#include <pthread.h>
#include <string.h>

#include "base/embed.h"
#include "newsidx/fold.h"
#include "newsidx/utf8.h"
#include "text/words.h"

NX_EMBED(months_tsv, "src/text/data/months.tsv")
NX_EMBED(weekdays_tsv, "src/text/data/weekdays.tsv")
NX_EMBED(zones_tsv, "src/text/data/zones.tsv")
NX_EMBED(date_words_tsv, "src/text/data/date_words.tsv")

#define WORDS_MAX 640
#define SLOTS 2048  /* at least twice the entries */
#define FOLD_MAX 64 /* bytes of a folded entry; the longest has 40 */

typedef struct entry {
	char fold[FOLD_MAX];
	unsigned char n;
	unsigned char kind; /* NX_WORD_NONE of what is only the first of two words */
	bool begins_pair;
	int16_t value;
} entry;

static entry entries[WORDS_MAX];
static size_t entry_count;
static uint16_t slots[SLOTS]; /* index + 1 */
static pthread_once_t entries_once = PTHREAD_ONCE_INIT;

size_t nx_date_fold_word(char *out, size_t n, size_t max, nx_str word)
{
	unsigned folded[NX_FOLD_MAX];
	size_t pos = 0, i, count;

	while (pos < word.n) {
		count = nx_fold_cp(folded, nx_date_peek(word, &pos));
		for (i = 0; i < count; i++) {
			if (n + 4 > max)
				return 0;
			n += nx_utf8_put(out + n, folded[i]);
		}
	}
	return n;
}

static entry *find_entry(const char *fold, size_t n)
{
	uint32_t slot = words_hash((nx_str){ fold, n }) & (SLOTS - 1);

	for (; slots[slot]; slot = (slot + 1) & (SLOTS - 1)) {
		entry *e = &entries[slots[slot] - 1];

		if (e->n == n && memcmp(e->fold, fold, n) == 0)
			return e;
	}
	return NULL;
}

/* The entry of the folded word, made if it is not there; NULL when all are taken. */
static entry *make_entry(const char *fold, size_t n)
{
	entry *e = find_entry(fold, n);
	uint32_t slot = words_hash((nx_str){ fold, n }) & (SLOTS - 1);

	if (e || n == 0 || entry_count == WORDS_MAX)
		return e;
	while (slots[slot])
		slot = (slot + 1) & (SLOTS - 1);
	e = &entries[entry_count++];
	slots[slot] = (uint16_t)entry_count;
	memcpy(e->fold, fold, n);
	e->n = (unsigned char)n;
	return e;
}

/* The first of two names with the same folded form stays. */
static void add_entry(nx_str name, nx_word_kind kind, int value)
{
	char fold[FOLD_MAX];
	nx_str word;
	size_t n = 0;
	entry *e;

	while (kind != NX_WORD_NONE && nx_str_split(&name, ' ', &word)) {
		if (n) {
			e = make_entry(fold, n);
			if (e)
				e->begins_pair = true;
			fold[n++] = ' ';
		}
		n = nx_date_fold_word(fold, n, FOLD_MAX, word);
	}
	e = make_entry(fold, n);
	if (e && e->kind == NX_WORD_NONE) {
		e->kind = (unsigned char)kind;
		e->value = (int16_t)value;
	}
}

static int read_value(nx_str field)
{
	bool negative = nx_str_starts(field, NX_STR("-"));
	size_t i = negative;
	int value = 0;

	if (nx_str_eq(field, NX_STR("?")))
		return NX_ZONE_UNKNOWN;
	for (; i < field.n; i++)
		value = value * 10 + (field.p[i] - '0');
	return negative ? -value : value;
}

static nx_word_kind kind_of(nx_str name)
{
	static const struct {
		const char *name;
		nx_word_kind kind;
	} kinds[] = {
		{ "am", NX_WORD_AM },
		{ "at", NX_WORD_AT },
		{ "common-era", NX_WORD_COMMON_ERA },
		{ "day", NX_WORD_DAY },
		{ "hijri", NX_WORD_HIJRI },
		{ "hijri-era", NX_WORD_HIJRI_ERA },
		{ "hour", NX_WORD_HOUR },
		{ "label", NX_WORD_LABEL },
		{ "levant-pair", NX_WORD_MONTH_PAIR },
		{ "meem", NX_WORD_MEEM },
		{ "night", NX_WORD_NIGHT },
		{ "noon", NX_WORD_NOON },
		{ "numbering", NX_WORD_NUMBERING },
		{ "of", NX_WORD_OF },
		{ "ordinal", NX_WORD_ORDINAL },
		{ "place", NX_WORD_PLACE },
		{ "pm", NX_WORD_PM },
		{ "relative", NX_WORD_RELATIVE },
		{ "sad", NX_WORD_SAD },
		{ "suffix", NX_WORD_SUFFIX },
		{ "unit", NX_WORD_UNIT },
		{ "year", NX_WORD_YEAR },
		{ "zone", NX_WORD_ZONE },
		{ "zone-lead", NX_WORD_ZONE_LEAD },
	};
	size_t i;

	for (i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++) {
		if (nx_str_eq(name, nx_str_from(kinds[i].name)))
			return kinds[i].kind;
	}
	return NX_WORD_NONE;
}

/* Columns of the tables: the name, then in their file's order a kind and a value;
 * a kind that is no word of ours takes the file's own. */
static void add_table(nx_str table, int kind_column, int value_column, nx_word_kind fallback)
{
	nx_str line;

	while (nx_str_split(&table, '\n', &line)) {
		nx_str field[3] = { NX_STR(""), NX_STR(""), NX_STR("") };
		nx_word_kind kind = NX_WORD_NONE;
		int i;

		if (line.n == 0 || line.p[0] == '#')
			continue;
		for (i = 0; i < 3; i++) {
			if (!nx_str_split(&line, '\t', &field[i]))
				break;
		}
		if (kind_column)
			kind = kind_of(field[kind_column]);
		add_entry(field[0], kind ? kind : fallback, read_value(field[value_column]));
	}
}

static void fill_entries(void)
{
	add_table(months_tsv(), 2, 1, NX_WORD_MONTH);
	add_table(weekdays_tsv(), 0, 1, NX_WORD_WEEKDAY);
	add_table(zones_tsv(), 2, 1, NX_WORD_NONE);
	add_table(date_words_tsv(), 1, 2, NX_WORD_NONE);
}

/* Only dates themselves are looked for behind a proclitic. */
static const entry *date_entry(const entry *e)
{
	return e && (e->kind == NX_WORD_MONTH || e->kind == NX_WORD_MONTH_PAIR ||
			    e->kind == NX_WORD_HIJRI || e->kind == NX_WORD_WEEKDAY)
		       ? e
		       : NULL;
}

static bool is_proclitic(unsigned cp)
{
	return cp == 0x0648 /* WAW */ || cp == 0x0641 /* FEH */ || cp == 0x0628 /* BEH */ ||
	       cp == 0x0644 /* LAM */ || cp == 0x0643 /* KAF */;
}

/* A word that stands in a text, and behind a proclitic if it has one. What remains
 * of it must have four letters: باب is a door, not "in August". */
typedef struct reading {
	char fold[2 * FOLD_MAX];
	size_t n;
	size_t cut;  /* bytes of the fold that the proclitic takes, or 0 */
	size_t rest; /* byte of the text behind it */
} reading;

static reading read_word(const nx_date_text *text, const nx_date_item *item)
{
	reading word = { .rest = item->start };

	word.n = nx_date_fold_word(
		word.fold, 0, FOLD_MAX, nx_str_slice(text->str, item->start, item->end));
	if (is_proclitic(nx_date_peek(text->str, &word.rest)) && item->end >= word.rest + 4 * 2 &&
		word.n > 2)
		word.cut = 2;
	return word;
}

/* The entry of the word, or of the two words when `second` is not NULL. */
static const entry *find_from(
	const nx_date_text *text, reading *word, size_t cut, const nx_date_item *second)
{
	const entry *e = find_entry(word->fold + cut, word->n - cut);
	size_t n;

	if (!second || !e)
		return e;
	if (!e->begins_pair)
		return NULL;
	word->fold[word->n] = ' ';
	n = nx_date_fold_word(word->fold + word->n + 1, 0, FOLD_MAX,
		nx_str_slice(text->str, second->start, second->end));
	return n ? find_entry(word->fold + cut, word->n + 1 + n - cut) : NULL;
}

/* The meaning of the word, or of both; the start of `first` moves behind a proclitic
 * if the entry was found there. */
static const entry *find_word(
	const nx_date_text *text, reading *word, nx_date_item *first, const nx_date_item *second)
{
	const entry *e = find_from(text, word, 0, second);

	if ((e && e->kind != NX_WORD_NONE) || !word->cut)
		return e && e->kind != NX_WORD_NONE ? e : NULL;
	e = date_entry(find_from(text, word, word->cut, second));
	if (e)
		first->start = word->rest;
	return e;
}

/* Does anything of ours begin with the word? */
static bool begins_pair(const reading *word)
{
	const entry *e = find_entry(word->fold, word->n);

	if (e && e->begins_pair)
		return true;
	e = word->cut ? find_entry(word->fold + word->cut, word->n - word->cut) : NULL;
	return e && e->begins_pair;
}

static nx_date_word make_word(const entry *e, size_t start, size_t end, bool spaced)
{
	return (nx_date_word){ .kind = e ? (nx_word_kind)e->kind : NX_WORD_NONE,
		.value = e ? e->value : 0,
		.start = start,
		.end = end,
		.spaced = spaced };
}

nx_date_word nx_date_word_at(const nx_date_text *text, size_t pos)
{
	nx_date_item first = nx_date_item_at(text, pos), second;
	const entry *e = NULL;
	reading word;

	pthread_once(&entries_once, fill_entries);
	if (first.kind != NX_ITEM_WORD)
		return make_word(NULL, first.start, first.end, first.spaced);
	word = read_word(text, &first);
	if (begins_pair(&word)) {
		second = nx_date_item_at(text, first.end);
		if (second.kind == NX_ITEM_WORD)
			e = find_word(text, &word, &first, &second);
		if (e)
			return make_word(e, first.start, second.end, first.spaced);
	}
	e = find_word(text, &word, &first, NULL);
	return make_word(e, first.start, first.end, first.spaced);
}

nx_date_word nx_date_word_before(const nx_date_text *text, size_t pos)
{
	nx_date_item second = nx_date_item_before(text, pos), first;
	const entry *e = NULL;
	reading word;

	pthread_once(&entries_once, fill_entries);
	if (second.kind != NX_ITEM_WORD || second.end > pos)
		return make_word(NULL, second.start, second.end, second.spaced);
	first = nx_date_item_before(text, second.start);
	if (first.kind == NX_ITEM_WORD && first.end <= second.start) {
		word = read_word(text, &first);
		if (begins_pair(&word))
			e = find_word(text, &word, &first, &second);
	}
	if (e)
		return make_word(e, first.start, second.end, second.spaced);
	word = read_word(text, &second);
	e = find_word(text, &word, &second, NULL);
	return make_word(e, second.start, second.end, second.spaced);
}
