#include "extract/phrase.h"

#include <pthread.h>
#include <stdlib.h>

#include "base/embed.h"
#include "newsidx/arena.h"
#include "newsidx/fold.h"

NX_EMBED(furniture_tsv, "src/extract/data/furniture.tsv")
NX_EMBED(tails_tsv, "src/extract/data/tails.tsv")
NX_EMBED(links_tsv, "src/extract/data/links.tsv")
NX_EMBED(labels_tsv, "src/extract/data/labels.tsv")
NX_EMBED(sections_tsv, "src/extract/data/sections.tsv")
NX_EMBED(sources_tsv, "src/extract/data/sources.tsv")
NX_EMBED(places_tsv, "src/extract/data/places.tsv")
NX_EMBED(datewords_tsv, "src/extract/data/datewords.tsv")
NX_EMBED(captions_tsv, "src/extract/data/captions.tsv")
NX_EMBED(statements_tsv, "src/extract/data/statements.tsv")

/* A second column of a list, and what it makes of the phrase. */
struct kind {
	const char *name;
	uint32_t mark;
};

static const struct kind furniture_kinds[] = {
	{ "line", NX_MARK_FURNITURE_LINE },
	{ "start", NX_MARK_FURNITURE_START },
	{ "field", NX_MARK_FURNITURE_FIELD },
	{ "part", NX_MARK_FURNITURE_PART },
	{ "home", NX_MARK_HOME },
	{ NULL, 0 },
};
static const struct kind tail_kinds[] = {
	{ "line", NX_MARK_TAIL_LINE },
	{ "start", NX_MARK_TAIL_START },
	{ NULL, 0 },
};
static const struct kind link_kinds[] = {
	{ "start", NX_MARK_LINK_START },
	{ "block", NX_MARK_LINK_BLOCK },
	{ NULL, 0 },
};
static const struct kind label_kinds[] = {
	{ "date", NX_MARK_LABEL_DATE },
	{ "updated", NX_MARK_LABEL_UPDATED },
	{ "source", NX_MARK_LABEL_SOURCE },
	{ "author", NX_MARK_LABEL_AUTHOR },
	{ "tags", NX_MARK_LABEL_TAGS },
	{ "section", NX_MARK_LABEL_SECTION },
	{ "by", NX_MARK_BY },
	{ NULL, 0 },
};
static const struct kind source_kinds[] = {
	{ "outlet", NX_MARK_OUTLET },
	{ "agency", NX_MARK_AGENCY },
	{ "unnamed", NX_MARK_AGENCY | NX_MARK_UNNAMED },
	{ "word", NX_MARK_SOURCE_WORD },
	{ NULL, 0 },
};
static const struct kind place_kinds[] = {
	{ "", NX_MARK_PLACE },
	{ "country", NX_MARK_PLACE | NX_MARK_COUNTRY },
	{ "unnamed", NX_MARK_PLACE | NX_MARK_UNNAMED },
	{ NULL, 0 },
};
static const struct kind caption_kinds[] = {
	{ "label", NX_MARK_LABEL_CAPTION },
	{ "start", NX_MARK_CAPTION_START },
	{ NULL, 0 },
};
/* Lists of one column. */
static const struct kind section_kinds[] = { { "", NX_MARK_SECTION }, { NULL, 0 } };
static const struct kind date_kinds[] = { { "", NX_MARK_DATE_WORD }, { NULL, 0 } };
static const struct kind statement_kinds[] = { { "", NX_MARK_STATEMENT }, { NULL, 0 } };

static const struct {
	nx_str (*text)(void);
	const struct kind *kinds;
} lists[] = {
	{ furniture_tsv, furniture_kinds },
	{ tails_tsv, tail_kinds },
	{ links_tsv, link_kinds },
	{ labels_tsv, label_kinds },
	{ sections_tsv, section_kinds },
	{ sources_tsv, source_kinds },
	{ places_tsv, place_kinds },
	{ datewords_tsv, date_kinds },
	{ captions_tsv, caption_kinds },
	{ statements_tsv, statement_kinds },
};

#define MARKS_AT_START                                                                             \
	(NX_MARK_FURNITURE_START | NX_MARK_TAIL_START | NX_MARK_LINK_START | NX_MARK_HOME |        \
		NX_MARK_CAPTION_START)

/* Open addressing; a power of two with room for twice the entries of the lists. */
#define SLOTS 8192
#define SLOT_LIMIT (SLOTS / 2)

static struct {
	nx_str fold;
	uint64_t hash;
	uint32_t marks;
} slots[SLOTS];
static size_t slots_used;

/* Sets of hashes in which most texts are not: they spare the look-up. */
#define FILTER_BITS 65536
static uint64_t phrases[FILTER_BITS / 64];
/* First words of the phrases that may stand anywhere. */
static uint64_t part_begins[FILTER_BITS / 64];
static nx_arena memory = NX_ARENA_INIT;
static pthread_once_t once = PTHREAD_ONCE_INIT;
static nx_status load_status = NX_OK;

static void filter_add(uint64_t *filter, uint64_t hash)
{
	filter[hash % FILTER_BITS / 64] |= UINT64_C(1) << hash % 64;
}

static bool filter_has(const uint64_t *filter, uint64_t hash)
{
	return filter[hash % FILTER_BITS / 64] >> hash % 64 & 1;
}

static size_t slot_of(nx_str fold, uint64_t hash)
{
	size_t i = hash & (SLOTS - 1);

	while (slots[i].fold.p && (slots[i].hash != hash || !nx_str_eq(slots[i].fold, fold)))
		i = (i + 1) & (SLOTS - 1);
	return i;
}

size_t nx_words_end(nx_str text, size_t from, size_t n)
{
	size_t end = from;

	for (; n > 0 && end < text.n; n--) {
		end = nx_str_find(text, NX_STR(" "), end + 1);
		if (end == (size_t)-1)
			end = text.n;
	}
	return end;
}

static bool add(nx_str fold, uint32_t mark)
{
	uint64_t hash = nx_hash(fold);
	size_t i = slot_of(fold, hash);

	if (!slots[i].fold.p) {
		if (slots_used == SLOT_LIMIT)
			return false;
		slots[i].fold = nx_arena_str(&memory, fold);
		if (!slots[i].fold.p)
			return false;
		slots[i].hash = hash;
		slots_used++;
		filter_add(phrases, hash);
	}
	slots[i].marks |= mark;
	if (mark & NX_MARK_FURNITURE_PART)
		filter_add(part_begins, nx_hash(nx_str_slice(fold, 0, nx_words_end(fold, 0, 1))));
	return true;
}

static bool load_line(nx_str line, const struct kind *kinds, nx_buf *fold)
{
	nx_str phrase = NX_STR_NULL, kind = NX_STR("");
	size_t i;

	if (line.n == 0 || line.p[0] == '#' || !nx_str_split(&line, '\t', &phrase))
		return true;
	if (line.p)
		kind = line;
	nx_buf_clear(fold);
	nx_fold(fold, phrase);
	if (fold->failed)
		return false;
	if (fold->n == 0)
		return true;
	for (i = 0; kinds[i].name; i++)
		if (nx_str_eq(kind, nx_str_from(kinds[i].name)))
			return add(nx_buf_str(fold), kinds[i].mark);
	return true;
}

static void load(void)
{
	nx_buf fold = NX_BUF_INIT;
	size_t i;

	for (i = 0; i < sizeof lists / sizeof lists[0]; i++) {
		nx_str rest = lists[i].text(), line;

		while (nx_str_split(&rest, '\n', &line))
			if (!load_line(line, lists[i].kinds, &fold))
				load_status = NX_ERR_NOMEM;
	}
	nx_buf_release(&fold);
}

nx_status nx_phrases_load(nx_error *err)
{
	pthread_once(&once, load);
	if (load_status != NX_OK)
		return nx_fail(err, load_status, "out of memory for the phrases of pages");
	return NX_OK;
}

uint32_t nx_phrase_marks(nx_str fold)
{
	uint64_t hash = nx_hash(fold);

	return fold.n && filter_has(phrases, hash) ? slots[slot_of(fold, hash)].marks : 0;
}

/* The marks among `wanted` of the phrases of up to NX_PHRASE_WORDS words that
 * begin at byte `from`. */
static uint32_t marks_from(nx_str fold, size_t from, uint32_t wanted)
{
	uint32_t marks = 0;
	size_t end = from, words;

	for (words = 0; words < NX_PHRASE_WORDS && end < fold.n; words++) {
		end = nx_words_end(fold, end, 1);
		marks |= nx_phrase_marks(nx_str_slice(fold, from, end)) & wanted;
	}
	return marks;
}

uint32_t nx_phrase_start_marks(nx_str fold)
{
	return marks_from(fold, 0, MARKS_AT_START);
}

uint32_t nx_phrase_part_marks(nx_str fold)
{
	uint32_t marks = 0;
	size_t from, end;

	for (from = 0; from < fold.n; from = end + 1) {
		end = nx_words_end(fold, from, 1);
		if (filter_has(part_begins, nx_hash(nx_str_slice(fold, from, end))))
			marks |= marks_from(fold, from, NX_MARK_FURNITURE_PART);
	}
	return marks;
}
