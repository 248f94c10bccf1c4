/* A place is taken for where the report comes from only when what stands around it says
 * so: no dateline is better than a wrong one. */
#include "extract/dateline.h"

#include "extract/dateline_part.h"
#include "extract/phrase.h"
#include "newsidx/date.h"
#include "newsidx/extract.h"
#include "newsidx/fold.h"
#include "newsidx/token.h"
#include "newsidx/utf8.h"

/* An opening stands within so many bytes and parts. */
#define OPENING_BYTES 240
#define PARTS_MOST 12
#define PLACE_WORDS 4
#define PLACE_CPS 40
/* What follows a city alone must be a text, not an entry of a table. */
#define TEXT_WORDS 5
#define DATE_LINE_WORDS 16

/* What an opening holds up to the text. */
struct opening {
	nx_str text;
	nx_dateline_part place, last, stop; /* stop: the first part that is none of it */
	size_t start, end;                  /* of the place, or of two */
	int places, parts;
	bool named; /* a reporter's name before it all */
	bool agency, dated, reporter, has_stop, wrong;
};

static void take_place(struct opening *o, const nx_dateline_part *part)
{
	size_t start = (size_t)(part->place.p - o->text.p);

	/* "Benghazi (Libya)" */
	if (o->places == 1 && part->before == '(' && part->behind == ')')
		return;
	if (o->places == 0) {
		o->place = *part;
		o->start = start;
	} else if (o->last.kind != NX_DATELINE_CITY && o->last.kind != NX_DATELINE_COUNTRY) {
		/* "Cairo - Reuters - Beirut" */
		o->wrong = true;
		return;
	}
	o->end = start + part->place.n;
	o->places++;
	o->dated |= part->dated;
}

/* Is it a reporter's name, not words about the place between two dashes? */
static bool may_be_name(const nx_dateline_part *part)
{
	nx_tokens tokens;
	nx_token token;
	bool may = true;

	if (nx_dateline_words(part->text) > NX_DATELINE_NAME_WORDS ||
		nx_str_starts(part->text, NX_STR("ال")))
		return false;
	nx_tokens_init(&tokens, part->text);
	while (may && nx_tokens_next(&tokens, &token))
		may = !nx_is_function_word(token.fold);
	nx_tokens_release(&tokens);
	return may;
}

static void read_opening(struct opening *o, nx_str text)
{
	nx_dateline_part part = { .kind = NX_DATELINE_TEXT };
	size_t pos = 0;

	*o = (struct opening){ .text = text };
	while (o->parts < PARTS_MOST && !o->has_stop && nx_dateline_next(text, &pos, &part)) {
		nx_dateline_look(&part);
		switch (part.kind) {
		case NX_DATELINE_CITY:
		case NX_DATELINE_COUNTRY:
			take_place(o, &part);
			break;
		case NX_DATELINE_AGENCY:
			o->agency = true;
			break;
		case NX_DATELINE_DATE:
			o->dated |= o->places > 0;
			break;
		case NX_DATELINE_REPORTER:
			o->reporter |= o->places > 0;
			break;
		case NX_DATELINE_TEXT:
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

/* A city alone, and then the text. */
static bool stands_alone(const struct opening *o)
{
	const nx_dateline_part *place = &o->place, *stop = &o->stop;
	nx_str text;

	if (o->places != 1 || place->kind != NX_DATELINE_CITY || !o->has_stop || o->parts != 1 ||
		(place->behind != '-' && place->behind != ':'))
		return false;
	text = nx_str_slice(o->text, stop->start, o->text.n);
	if (nx_dateline_is_digit(text) || nx_dateline_words(text) < TEXT_WORDS)
		return false;
	if (place->behind == '-' && stop->behind == '-')
		return may_be_name(stop);
	return true;
}

static bool ends_well(const nx_dateline_part *part)
{
	return part->behind == '-' || part->behind == ':' || part->behind == '/' ||
	       part->behind == ')' || part->behind == 0 ||
	       (part->kind == NX_DATELINE_AGENCY && part->behind == '"');
}

/* "Khan Shaykhun (Reuters) -": a place that no list has, by what stands around it; and
 * "Dubai, United Arab Emirates (CNN)". */
static nx_str beside_agency(nx_str text)
{
	nx_dateline_part place = { .kind = NX_DATELINE_TEXT }, more = { 0 }, agency;
	size_t pos = 0, end;

	if (!nx_dateline_next(text, &pos, &place))
		return NX_STR_NULL;
	nx_dateline_look(&place);
	end = place.end;
	agency = place;
	if (place.kind == NX_DATELINE_CITY && place.behind == ',' && !place.dated) {
		more = place;
		if (!nx_dateline_next(text, &pos, &more) || nx_dateline_words(more.text) > 3)
			return NX_STR_NULL;
		end = more.end;
		agency = more;
	} else if (place.kind != NX_DATELINE_TEXT || nx_dateline_words(place.text) > 3 ||
		   !may_be_name(&place)) {
		return NX_STR_NULL;
	}
	if (agency.behind != '(' || !nx_dateline_next(text, &pos, &agency))
		return NX_STR_NULL;
	nx_dateline_look(&agency);
	text = nx_str_trim(nx_str_slice(text, pos, text.n));
	if (agency.kind != NX_DATELINE_AGENCY || agency.behind != ')' || agency.before != '(' ||
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
		marks = nx_dateline_marks(nx_str_slice(line, at, line.n));
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

	if (nx_dateline_words(line) > DATE_LINE_WORDS || nx_dateline_first_digit(line) == line.n ||
		!ends_in_agency(line))
		return NX_STR_NULL;
	for (size_t n = 3; n > 0; n--) {
		size_t end = nx_words_end(line, 0, n);
		nx_str place = nx_str_slice(line, 0, end);
		nx_str rest = nx_str_trim(nx_str_slice(line, end, line.n));
		nx_date_span span;

		if (!nx_dateline_is_place(nx_dateline_marks(place)) ||
			!nx_date_find(rest, 0, &span))
			continue;
		if (span.start <= in.n)
			return place;
	}
	return NX_STR_NULL;
}

/* "So-and-so - the paper - Riyadh: ...", and "so-and-so - Riyadh" on a line alone. */
static bool names_reporter(const struct opening *o)
{
	if (o->place.kind != NX_DATELINE_CITY || o->last.place.p != o->place.place.p ||
		o->place.dated)
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
		(o.agency || (o.dated && o.place.kind == NX_DATELINE_CITY) ||
			(o.reporter && o.place.kind == NX_DATELINE_CITY)) &&
		(o.has_stop || o.agency))
		return nx_str_slice(text, o.start, o.end);
	if (stands_alone(&o))
		return nx_str_slice(text, o.start, o.end);
	return o.place.behind == ',' ? beside_agency(text) : NX_STR_NULL;
}

/* A byline with one place: "so-and-so - Cairo", "London: the paper". */
static nx_str in_byline(nx_str line)
{
	nx_dateline_part part = { .kind = NX_DATELINE_TEXT };
	nx_str place = NX_STR_NULL;
	size_t pos = 0;
	int places = 0, others = 0;
	bool country = false, agency = false;

	while (nx_dateline_next(line, &pos, &part)) {
		nx_dateline_look(&part);
		if (part.kind == NX_DATELINE_CITY || part.kind == NX_DATELINE_COUNTRY) {
			place = part.place;
			country = part.kind == NX_DATELINE_COUNTRY;
			places++;
		} else if (part.kind == NX_DATELINE_AGENCY) {
			agency = true;
		} else if (part.kind != NX_DATELINE_DATE) {
			others++;
			if (!may_be_name(&part) && part.kind != NX_DATELINE_REPORTER)
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
	end = nx_dateline_first_digit(text);
	if (end < text.n) {
		text = without_mark(nx_str_trim(nx_str_slice(text, 0, end)));
		if (!nx_dateline_is_place(nx_dateline_marks(text)))
			return NX_STR_NULL;
	}
	if (!text.n || text.p[0] == '/' || nx_dateline_words(text) > PLACE_WORDS ||
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
