/* A place is taken for where the report comes from only when what stands around it says
 * so: no dateline is better than a wrong one. */
#include "extract/dateline.h"

#include <string.h>

#include "extract/phrase.h"
#include "newsidx/date.h"
#include "newsidx/extract.h"
#include "newsidx/fold.h"
#include "newsidx/utf8.h"

/* An opening stands within so many bytes and parts. */
#define OPENING_BYTES 240
#define PARTS_MOST 12
#define PLACE_WORDS 4
#define PLACE_CPS 40
/* A reporter's name between two dashes. */
#define NAME_WORDS 4
/* What follows a city alone must be a text, not an entry of a table. */
#define TEXT_WORDS 5
#define DATE_LINE_WORDS 16

enum kind {
	KIND_TEXT,
	KIND_CITY,
	KIND_COUNTRY,
	KIND_AGENCY,
	KIND_DATE,
	KIND_REPORTER /* "from so-and-so" */
};

struct part {
	nx_str text;
	size_t start, end; /* in the whole */
	nx_str place;      /* of a city or country */
	enum kind kind;
	bool dated;     /* a date stands behind the place */
	unsigned before, behind; /* what parts it: '(' ')' ':' ',' '/' '-', '_' for a dash
	                          * between words, 0 at the ends */
};

static unsigned kind_of_mark(unsigned cp, bool spaced)
{
	switch (cp) {
	case '(':
	case ')':
	case ':':
	case '/':
		return cp;
	case ',':
	case 0x060C: /* ARABIC COMMA */
		return ',';
	case '"':
	case 0xAB:
	case 0xBB:
		return '"';
	default: /* dashes, bars and the tatweel that stands for a dash */
		return cp == '-' && !spaced ? '_' : '-';
	}
}

static size_t count_words(nx_str fold)
{
	size_t words = fold.n > 0;

	for (size_t i = 0; i < fold.n; i++)
		words += fold.p[i] == ' ';
	return words;
}

/* Numbers, days, months, also without a year. */
static bool is_date(nx_str text)
{
	nx_buf dated = NX_BUF_INIT;
	nx_date_span span;
	bool yes = nx_text_is_date_words(text);

	if (!yes && text.n < 60) {
		nx_buf_add(&dated, text);
		if (!nx_date_find(text, 0, &span))
			nx_buf_adds(&dated, " 2020");
		yes = nx_date_find(nx_buf_str(&dated), 0, &span) && span.end >= text.n &&
		      (span.start == 0 ||
			      nx_text_is_date_words(nx_str_slice(text, 0, span.start)));
		nx_buf_release(&dated);
	}
	return yes;
}

static uint32_t marks_of(nx_str text)
{
	nx_buf fold = NX_BUF_INIT;
	uint32_t marks = nx_text_marks(text, &fold);

	nx_buf_release(&fold);
	return marks;
}

static enum kind place_kind(uint32_t marks)
{
	return marks & NX_MARK_COUNTRY ? KIND_COUNTRY : KIND_CITY;
}

static bool is_place(uint32_t marks)
{
	return marks & NX_MARK_PLACE && !(marks & NX_MARK_UNNAMED);
}

/* "Moscow 12 September", "Cairo on Monday". */
static bool take_dated_place(struct part *part)
{
	nx_str in = NX_STR("في ");

	for (size_t n = 3; n > 0; n--) {
		size_t end = nx_words_end(part->text, 0, n);
		nx_str place = nx_str_slice(part->text, 0, end), rest;
		uint32_t marks;

		if (end == part->text.n)
			continue;
		marks = marks_of(place);
		rest = nx_str_trim(nx_str_slice(part->text, end, part->text.n));
		if (nx_str_starts(rest, in))
			rest = nx_str_slice(rest, in.n, rest.n);
		if (!is_place(marks) || !is_date(rest))
			continue;
		part->kind = place_kind(marks);
		part->place = place;
		part->dated = true;
		return true;
	}
	return false;
}

static void look(struct part *part)
{
	nx_str from = NX_STR("من ");
	nx_buf fold = NX_BUF_INIT;
	uint32_t marks = nx_text_marks(part->text, &fold);
	size_t words = count_words(nx_buf_str(&fold));

	nx_buf_release(&fold);
	part->kind = KIND_TEXT;
	if (words > 9)
		return;
	if (is_place(marks)) {
		part->kind = place_kind(marks);
		part->place = part->text;
	} else if (marks & (NX_MARK_AGENCY | NX_MARK_OUTLET)) {
		part->kind = KIND_AGENCY;
	} else if (nx_str_starts(part->text, from) && words > 1 && words <= NAME_WORDS + 1) {
		part->kind = KIND_REPORTER;
	} else if (!take_dated_place(part) && is_date(part->text)) {
		part->kind = KIND_DATE;
	}
}

/* The next part with a letter or digit in it. */
static bool next_part(nx_str text, size_t *pos, struct part *part)
{
	size_t at;
	unsigned cp;

	*part = (struct part){ .before = part->behind };
	do {
		bool spaced;

		at = *pos;
		if (!nx_byline_part(text, pos, &part->text))
			return false;
		spaced = *pos < text.n && text.p[*pos] == ' ';
		part->start = (size_t)(part->text.p - text.p);
		part->end = part->start + part->text.n;
		part->behind = 0;
		if (part->end < *pos) {
			size_t last = *pos;

			cp = nx_utf8_prev(text, &last);
			spaced = spaced || (last > at && text.p[last - 1] == ' ');
			part->behind = last >= part->end ? kind_of_mark(cp, spaced) : 0;
		}
		/* Of two marks side by side the bracket says more. */
		if (part->text.n == 0 && part->behind &&
			!(part->before == '(' || part->before == ')') )
			part->before = part->behind;
	} while (part->text.n == 0);
	return true;
}

/* What an opening holds up to the text. */
struct opening {
	nx_str text;
	struct part place, last, stop; /* stop: the first part that is none of it */
	size_t start, end;             /* of the place, or of two */
	int places, parts;
	bool named; /* a reporter's name before it all */
	bool agency, dated, reporter, has_stop, wrong;
};

static void take_place(struct opening *o, const struct part *part)
{
	size_t start = (size_t)(part->place.p - o->text.p);

	/* "Benghazi (Libya)" */
	if (o->places == 1 && part->before == '(' && part->behind == ')')
		return;
	if (o->places == 0) {
		o->place = *part;
		o->start = start;
	} else if (o->last.kind != KIND_CITY && o->last.kind != KIND_COUNTRY) {
		/* "Cairo - Reuters - Beirut" */
		o->wrong = true;
		return;
	}
	o->end = start + part->place.n;
	o->places++;
	o->dated |= part->dated;
}

/* Is it a reporter's name, not words about the place between two dashes? */
static bool may_be_name(const struct part *part)
{
	nx_str rest = part->text, word;

	if (count_words(part->text) > NAME_WORDS || nx_str_starts(rest, NX_STR("ال")))
		return false;
	while (nx_str_split(&rest, ' ', &word))
		if (marks_of(word) & NX_MARK_FUNCTION_WORD)
			return false;
	return true;
}

static void read_opening(struct opening *o, nx_str text)
{
	struct part part = { .kind = KIND_TEXT };
	size_t pos = 0;

	*o = (struct opening){ .text = text };
	while (o->parts < PARTS_MOST && !o->has_stop && next_part(text, &pos, &part)) {
		look(&part);
		switch (part.kind) {
		case KIND_CITY:
		case KIND_COUNTRY:
			take_place(o, &part);
			break;
		case KIND_AGENCY:
			o->agency = true;
			break;
		case KIND_DATE:
			o->dated |= o->places > 0;
			break;
		case KIND_REPORTER:
			o->reporter |= o->places > 0;
			break;
		case KIND_TEXT:
			if (o->parts == 0 && !o->named && part.behind == '-' &&
				may_be_name(&part)) {
				o->named = true;
				continue;
			}
			o->stop = part;
			o->has_stop = true;
			continue;
		}
		o->last = part;
		o->parts++;
	}
}

static bool is_digit(nx_str s)
{
	size_t pos = 0;
	unsigned cp = s.n ? nx_utf8_next(s, &pos) : 0;

	return (cp >= '0' && cp <= '9') || (cp >= 0x0660 && cp <= 0x0669);
}

/* A city alone, and then the text. */
static bool stands_alone(const struct opening *o)
{
	const struct part *place = &o->place, *stop = &o->stop;
	nx_str text;

	if (o->places != 1 || place->kind != KIND_CITY || !o->has_stop || o->parts != 1 ||
		(place->behind != '-' && place->behind != ':'))
		return false;
	text = nx_str_slice(o->text, stop->start, o->text.n);
	if (is_digit(text) || count_words(text) < TEXT_WORDS)
		return false;
	if (place->behind == '-' && stop->behind == '-')
		return may_be_name(stop);
	return true;
}

static bool ends_well(const struct part *part)
{
	return part->behind == '-' || part->behind == ':' || part->behind == '/' ||
	       part->behind == ')' || part->behind == 0 ||
	       (part->kind == KIND_AGENCY && part->behind == '"');
}

/* "Khan Shaykhun (Reuters) -": a place that no list has, by what stands around it; and
 * "Dubai, United Arab Emirates (CNN)". */
static nx_str beside_agency(nx_str text)
{
	struct part place = { .kind = KIND_TEXT }, more = { 0 }, agency;
	size_t pos = 0, end;

	if (!next_part(text, &pos, &place))
		return NX_STR_NULL;
	look(&place);
	end = place.end;
	agency = place;
	if (place.kind == KIND_CITY && place.behind == ',' && !place.dated) {
		more = place;
		if (!next_part(text, &pos, &more) || count_words(more.text) > 3)
			return NX_STR_NULL;
		end = more.end;
		agency = more;
	} else if (place.kind != KIND_TEXT || count_words(place.text) > 3 ||
		   !may_be_name(&place)) {
		return NX_STR_NULL;
	}
	if (agency.behind != '(' || !next_part(text, &pos, &agency))
		return NX_STR_NULL;
	look(&agency);
	text = nx_str_trim(nx_str_slice(text, pos, text.n));
	if (agency.kind != KIND_AGENCY || agency.behind != ')' || agency.before != '(' ||
		!(nx_str_starts(text, NX_STR("-")) || nx_str_starts(text, NX_STR("–")) ||
			nx_str_starts(text, NX_STR("—")) || nx_str_starts(text, NX_STR("ـ")) ||
			nx_str_starts(text, NX_STR(":"))))
		return NX_STR_NULL;
	return (nx_str){ place.text.p, (size_t)(end - place.start) };
}

static nx_str first_line(nx_str text)
{
	nx_str line = NX_STR_NULL;

	while (nx_str_split(&text, '\n', &line)) {
		line = nx_str_trim(line);
		if (line.n)
			break;
	}
	return nx_str_slice(line, 0, OPENING_BYTES);
}

/* Is the last word, or are the last two or three, an agency? */
static bool ends_in_agency(nx_str line)
{
	size_t at = line.n;

	for (int n = 0; n < 3 && at > 0; n++) {
		uint32_t marks;

		while (at > 0 && line.p[at - 1] != ' ')
			at--;
		marks = marks_of(nx_str_slice(line, at, line.n));
		if (marks & NX_MARK_AGENCY && !(marks & NX_MARK_PLACE))
			return true;
		at -= at > 0;
	}
	return false;
}

/* "Riyadh 12 March 2015 SPA": a place, a date, an agency. */
static nx_str in_date_line(nx_str line)
{
	nx_str in = NX_STR("في ");

	if (count_words(line) > DATE_LINE_WORDS || !ends_in_agency(line))
		return NX_STR_NULL;
	for (size_t n = 3; n > 0; n--) {
		size_t end = nx_words_end(line, 0, n);
		nx_str place = nx_str_slice(line, 0, end);
		nx_str rest = nx_str_trim(nx_str_slice(line, end, line.n));
		nx_date_span span;

		if (!is_place(marks_of(place)) || !nx_date_find(rest, 0, &span))
			continue;
		if (span.start <= in.n)
			return place;
	}
	return NX_STR_NULL;
}

/* "So-and-so - the paper - Riyadh: ...", and "so-and-so - Riyadh" on a line alone. */
static bool names_reporter(const struct opening *o)
{
	if (o->place.kind != KIND_CITY || o->last.place.p != o->place.place.p || o->place.dated)
		return false;
	return o->agency ? o->place.behind == ':' || o->place.behind == '-' || !o->has_stop
			 : !o->has_stop && o->place.behind == 0;
}

nx_str nx_dateline_opening(nx_str text)
{
	struct opening o;
	nx_str found;

	text = first_line(text);
	found = in_date_line(text);
	if (found.p)
		return found;
	read_opening(&o, text);
	if (o.wrong)
		return NX_STR_NULL;
	if (o.places == 0)
		return o.named ? NX_STR_NULL : beside_agency(text);
	if (o.named)
		return o.places == 1 && names_reporter(&o) ? o.place.place : NX_STR_NULL;
	if (o.places <= 2 && ends_well(&o.last) &&
		(o.agency || (o.dated && o.place.kind == KIND_CITY) ||
			(o.reporter && o.place.kind == KIND_CITY)) &&
		(o.has_stop || o.agency))
		return nx_str_slice(text, o.start, o.end);
	if (stands_alone(&o))
		return nx_str_slice(text, o.start, o.end);
	return o.place.behind == ',' ? beside_agency(text) : NX_STR_NULL;
}

/* A byline with one place: "so-and-so - Cairo", "London: the paper". */
static nx_str in_byline(nx_str line)
{
	struct part part = { .kind = KIND_TEXT };
	nx_str place = NX_STR_NULL;
	size_t pos = 0;
	int places = 0, others = 0;
	bool country = false, agency = false;

	while (next_part(line, &pos, &part)) {
		look(&part);
		if (part.kind == KIND_CITY || part.kind == KIND_COUNTRY) {
			place = part.place;
			country = part.kind == KIND_COUNTRY;
			places++;
		} else if (part.kind == KIND_AGENCY) {
			agency = true;
		} else if (part.kind != KIND_DATE) {
			others++;
			if (!may_be_name(&part) && part.kind != KIND_REPORTER)
				return NX_STR_NULL;
		}
	}
	if (places != 1 || others > 1 || (country && !agency) || (!agency && !others))
		return NX_STR_NULL;
	return place;
}

nx_str nx_dateline_head(const nx_lines *lines, const nx_anatomy *anatomy)
{
	uint32_t i = anatomy->title == NX_LINE_NONE ? 0 : anatomy->title + 1;
	nx_str found = NX_STR_NULL;

	for (; !found.p && i < anatomy->head_end; i++) {
		const nx_line *line = &lines->items[i];

		if (line->role == NX_ROLE_BYLINE && !line->value)
			found = in_byline(line->text);
		else if (line->role == NX_ROLE_DATE && !line->value)
			found = in_date_line(line->text);
	}
	return found;
}

/* Cut off the date that stands at the end, or at the begin. */
static nx_str without_date(nx_str text)
{
	nx_date_span span;

	if (!nx_date_find(text, 0, &span))
		return text;
	return nx_str_trim(span.start ? nx_str_slice(text, 0, span.start)
				      : nx_str_slice(text, span.end, text.n));
}

/* Without the mark that parted the place from what was cut off. */
static nx_str without_mark(nx_str text)
{
	static const char *const marks[] = { "-", ",", ":", "/", ".", "،", "–" };

	for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
		nx_str mark = nx_str_from(marks[i]);

		if (nx_str_ends(text, mark))
			return nx_str_trim(nx_str_slice(text, 0, text.n - mark.n));
	}
	return text;
}

static size_t first_digit(nx_str text)
{
	size_t pos = 0;

	while (pos < text.n) {
		size_t at = pos;

		nx_utf8_next(text, &pos);
		if (is_digit(nx_str_slice(text, at, text.n)))
			return at;
	}
	return text.n;
}

nx_str nx_extract_place(nx_str dateline)
{
	nx_str found, text = first_line(dateline);
	size_t end;
	static const char *const marks[] = { "://", "_", "@", "\\", "{", "[", "<", "=" };

	if (nx_phrases_load(NULL) != NX_OK)
		return NX_STR_NULL;
	found = nx_dateline_opening(text);
	if (found.p)
		return found;
	text = without_date(text);
	text = without_mark(text);
	for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
		if (nx_str_find(text, nx_str_from(marks[i]), 0) != (size_t)-1)
			return NX_STR_NULL;
	/* "Houston 21-7 (the paper)"; of an address with a number nothing is known. */
	end = first_digit(text);
	if (end < text.n) {
		text = without_mark(nx_str_trim(nx_str_slice(text, 0, end)));
		if (!is_place(marks_of(text)))
			return NX_STR_NULL;
	}
	if (!text.n || text.p[0] == '/' || count_words(text) > PLACE_WORDS ||
		nx_utf8_length(text) > PLACE_CPS)
		return NX_STR_NULL;
	return text;
}

nx_status nx_extract_dateline(nx_article *article, nx_error *err)
{
	nx_status st;
	nx_str found;

	if (article->dateline.p || !article->body.n)
		return NX_OK;
	st = nx_phrases_load(err);
	if (st != NX_OK)
		return st;
	found = nx_dateline_opening(article->body);
	if (found.p)
		article->dateline = nx_arena_str(&article->arena, found);
	return article->arena.failed ? nx_fail(err, NX_ERR_NOMEM, "out of memory for a dateline")
				     : NX_OK;
}
