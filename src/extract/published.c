#include "extract/published.h"

#include "extract/phrase.h"
#include "newsidx/fold.h"
#include "newsidx/utf8.h"

/* A dateline ends within that many bytes of the first paragraph, and its date
 * begins within the first ones. */
#define DATELINE_BYTES 200
#define DATELINE_BEFORE 100
/* Words of one part of a dateline: "Al-Hasakah countryside (agency) date -". */
#define DATELINE_PART_WORDS 3

#define LABEL_WORDS 4

/* How good a date line is, in falling order. */
enum {
	RANK_NONE = 0,
	RANK_UPDATED, /* when the page was changed */
	RANK_ABOVE,   /* above the title */
	RANK_BESIDE,  /* beside a byline */
	RANK_BELOW,   /* below the title */
	RANK_LABELLED /* "published on" */
};

/* The labels among the words before a date. */
static uint32_t label_marks(nx_str text, nx_buf *fold)
{
	uint32_t marks = 0;
	size_t from = 0, words;
	nx_str all;

	nx_buf_clear(fold);
	nx_fold(fold, text);
	all = nx_buf_str(fold);
	for (; !fold->failed && from < all.n; from = nx_words_end(all, from, 1) + 1)
		for (words = 1; words <= LABEL_WORDS; words++)
			marks |= nx_phrase_marks(
				nx_str_slice(all, from, nx_words_end(all, from, words)));
	return marks;
}

/* The date of publication in a date line, and what kind of date it is. */
static int read_line(nx_date *out, nx_str text, int rank)
{
	nx_buf fold = NX_BUF_INIT;
	nx_date_span span;
	size_t from = 0;
	int best = RANK_NONE;

	while (nx_date_find(text, from, &span) && span.end > from) {
		uint32_t marks = label_marks(nx_str_slice(text, from, span.start), &fold);
		int now = marks & NX_MARK_LABEL_UPDATED ? RANK_UPDATED
			  : marks & NX_MARK_LABEL_DATE  ? RANK_LABELLED
							: rank;

		if (now > best) {
			best = now;
			*out = span.date;
		}
		from = span.end;
	}
	nx_buf_release(&fold);
	return best;
}

static bool same_day(const nx_date *a, const nx_date *b)
{
	return a->year == b->year && a->month == b->month && a->day == b->day;
}

static int find_in_head(nx_date *out, const nx_lines *lines, const nx_anatomy *anatomy)
{
	int best = RANK_NONE, rank;
	nx_date date = NX_DATE_NONE;
	uint32_t i;

	for (i = 0; i < anatomy->head_end; i++) {
		const nx_line *line = &lines->items[i];

		if (line->role != NX_ROLE_DATE &&
			!(line->role == NX_ROLE_BYLINE && line->flags & NX_LINE_DATED))
			continue;
		rank = line->role == NX_ROLE_BYLINE ? RANK_BESIDE : RANK_BELOW;
		if (anatomy->title != NX_LINE_NONE && i < anatomy->title)
			rank = RANK_ABOVE;
		rank = read_line(&date, line->text, rank);
		if (rank > best || (rank > RANK_UPDATED && same_day(&date, out) &&
					   date.precision > out->precision)) {
			best = rank > best ? rank : best;
			*out = date;
		}
	}
	return best;
}

/* A dash, colon or slash follows, closing brackets and the sign of the era aside. */
static bool dash_follows(nx_str text, size_t pos)
{
	while (pos < text.n) {
		unsigned cp = nx_utf8_next(text, &pos);

		if (cp == '-' || cp == ':' || cp == '/' || cp == 0x0640 ||
			(cp >= 0x2010 && cp <= 0x2015))
			return true;
		if (cp != ' ' && cp != 0xA0 && cp != ')' && cp != ']' && cp != 0x0645)
			return false;
	}
	return false;
}

/* "Cairo (agencies) 12 March 2015 - ..." at the beginning of the article. */
static bool find_in_dateline(nx_date *out, const nx_lines *lines, const nx_anatomy *anatomy)
{
	nx_str text, before;
	nx_date_span span;

	if (anatomy->body_start == anatomy->body_end)
		return false;
	text = nx_str_slice(lines->items[anatomy->body_start].text, 0, DATELINE_BYTES);
	if (!nx_date_find(text, 0, &span) || span.start > DATELINE_BEFORE ||
		span.date.precision < NX_PRECISION_DAY || !dash_follows(text, span.end))
		return false;
	before = nx_str_trim(nx_str_slice(text, 0, span.start));
	if (before.n) {
		nx_byline byline = nx_byline_shape(before);

		if (byline.known == 0 || byline.longest > DATELINE_PART_WORDS)
			return false;
	}
	*out = span.date;
	return true;
}

nx_date_origin nx_published_find(nx_date *out, const nx_lines *lines, const nx_anatomy *anatomy)
{
	*out = NX_DATE_NONE;
	if (find_in_head(out, lines, anatomy) > RANK_NONE)
		return NX_ORIGIN_DATELINE;
	if (find_in_dateline(out, lines, anatomy))
		return NX_ORIGIN_TEXT;
	return NX_ORIGIN_NONE;
}
