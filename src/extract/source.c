/* The source: whom the page names as the paper, site or agency of the article. */
#include "extract/credit.h"

#include "extract/phrase.h"
#include "newsidx/date.h"
#include "newsidx/fold.h"

/* The dash that ends the dateline of a first paragraph stands within these bytes. */
#define DATELINE_BYTES 120
#define DATELINE_WORDS 7
#define SOURCE_WORDS 6
/* The notice of rights is one of so many last lines, and a label one of the first
 * below the body. */
#define RIGHTS_REACH 40
#define LABEL_REACH 16

static const nx_line *role_line(const nx_lines *lines, uint32_t i, nx_role role)
{
	return lines->items[i].role == role ? &lines->items[i] : NULL;
}

/* The paper or, failing that, the agency among the parts of a byline. A name that
 * is a city's too is the city here. */
static nx_str source_in(nx_str byline, uint32_t wanted)
{
	nx_buf fold = NX_BUF_INIT;
	nx_str part, found = NX_STR_NULL;
	size_t pos = 0;

	while (!found.p && nx_byline_part(byline, &pos, &part)) {
		uint32_t marks = nx_text_marks(part, &fold);

		if (marks & wanted && !(marks & (NX_MARK_PLACE | NX_MARK_UNNAMED)))
			found = nx_credit_bare(part);
	}
	nx_buf_release(&fold);
	return found;
}

/* The words before the dash with which a first paragraph may open. */
static nx_str dateline(const nx_lines *lines, const nx_anatomy *anatomy)
{
	static const char *const dashes[] = { " - ", " – ", " — ", " ـ ", "--", ":-", "- ", NULL };
	nx_str head, found = NX_STR_NULL;
	size_t i, at, words = 1;

	if (anatomy->body_start == anatomy->body_end)
		return found;
	head = nx_str_slice(lines->items[anatomy->body_start].text, 0, DATELINE_BYTES);
	for (i = 0; dashes[i]; i++) {
		at = nx_str_find(head, nx_str_from(dashes[i]), 0);
		if (at != (size_t)-1 && (!found.p || at < found.n))
			found = nx_str_slice(head, 0, at);
	}
	for (i = 0; i < found.n; i++)
		words += found.p[i] == ' ';
	return words <= DATELINE_WORDS ? found : NX_STR_NULL;
}

/* The words before the dash, when they are made like the name of a site. */
static nx_str made_like_source(nx_str text)
{
	nx_buf fold = NX_BUF_INIT;
	nx_str rest, word, last = NX_STR_NULL;
	bool first = false;
	int words = 0;

	nx_fold(&fold, text);
	rest = nx_buf_str(&fold);
	while (!fold.failed && nx_str_split(&rest, ' ', &word)) {
		if (words++ == 0)
			first = nx_phrase_marks(word) & NX_MARK_SOURCE_WORD;
		last = word;
	}
	if (words < 2 || words > 4 || !(first || nx_phrase_marks(last) & NX_MARK_SOURCE_WORD))
		text = NX_STR_NULL;
	nx_buf_release(&fold);
	return text.p ? nx_credit_bare(nx_str_trim(text)) : text;
}

static nx_str labelled_source(const nx_lines *lines, const nx_anatomy *anatomy)
{
	uint32_t i, from = anatomy->title == NX_LINE_NONE ? 0 : anatomy->title;

	for (i = from; i < lines->count; i++) {
		const nx_line *line = role_line(lines, i, NX_ROLE_SOURCE);

		if (line && line->marks & NX_MARK_LABEL_SOURCE)
			return nx_credit_labelled(lines, i);
		if (i == anatomy->head_end && i < anatomy->body_end)
			i = anatomy->body_end - 1;
		if (i > anatomy->body_end + LABEL_REACH)
			break;
	}
	return NX_STR_NULL;
}

/* The first of the head's lines that has a source in the role given. */
static nx_str head_source(
	const nx_lines *lines, const nx_anatomy *anatomy, nx_role role, uint32_t wanted)
{
	uint32_t i = anatomy->title == NX_LINE_NONE ? 0 : anatomy->title;
	nx_str found = NX_STR_NULL;

	for (; !found.p && i < anatomy->head_end; i++) {
		const nx_line *line = role_line(lines, i, role);

		if (!line)
			continue;
		if (role == NX_ROLE_SOURCE)
			found = line->marks & NX_MARK_OUTLET ? nx_credit_bare(line->text) : found;
		else
			found = source_in(line->text, wanted);
	}
	return found;
}

static nx_str title_site(const nx_lines *lines, const nx_anatomy *anatomy)
{
	nx_str headline, site = NX_STR_NULL;

	if (anatomy->title != NX_LINE_NONE)
		nx_headline_split(lines, &lines->items[anatomy->title], &headline, &site);
	return site;
}

/* The longest run of words, `least` of them or more, that is wanted and not refused. */
static nx_str name_within(nx_str text, size_t least, uint32_t wanted, uint32_t refused)
{
	nx_buf fold = NX_BUF_INIT;
	nx_str found = NX_STR_NULL, run;
	size_t from, words, longest = 0;

	for (from = 0; from < text.n; from = nx_words_end(text, from, 1) + 1) {
		nx_text_marks(nx_str_slice(text, from, nx_words_end(text, from, 1)), &fold);
		if (fold.n == 0 || (fold.p[0] >= '0' && fold.p[0] <= '9'))
			continue;
		for (words = least; words <= SOURCE_WORDS; words++) {
			uint32_t marks;

			run = nx_str_slice(text, from, nx_words_end(text, from, words));
			marks = nx_text_marks(run, &fold);
			if (marks & wanted && !(marks & refused) && fold.n > longest) {
				longest = fold.n;
				found = run;
			}
		}
	}
	nx_buf_release(&fold);
	return found.p ? nx_credit_bare(found) : found;
}

/* The paper in a notice of rights; in two words, since one may mean anything. */
static nx_str rights_source(const nx_lines *lines, const nx_anatomy *anatomy)
{
	uint32_t i = lines->count > RIGHTS_REACH ? lines->count - RIGHTS_REACH : 0;
	nx_str found = NX_STR_NULL;

	for (i = i > anatomy->body_end ? i : anatomy->body_end; !found.p && i < lines->count; i++)
		if (lines->items[i].marks & NX_MARK_FURNITURE_PART)
			found = name_within(lines->items[i].text, 2, NX_MARK_OUTLET, 0);
	return found;
}

/* A name that stands twice in a row above the body: a page prints its paper once as
 * the source and once as the author. It may be one that no list has. */
static nx_str doubled_source(const nx_lines *lines, const nx_anatomy *anatomy)
{
	uint32_t i = anatomy->title == NX_LINE_NONE ? 0 : anatomy->title + 1;

	for (; i + 1 < anatomy->head_end; i++) {
		const nx_line *line = &lines->items[i], *next = line + 1;

		if (line->fold_n && line->hash == next->hash && line->words >= 2 &&
			line->words <= NX_NAME_WORDS && line->role != NX_ROLE_TAG &&
			(i == 0 || line->hash != lines->items[i - 1].hash) &&
			(anatomy->title == NX_LINE_NONE ||
				line->hash != lines->items[anatomy->title].hash) &&
			!(line->flags & (NX_LINE_BULLET | NX_LINE_DIGIT | NX_LINE_SENTENCE_END)) &&
			!(line->marks & NX_MARK_UNNAMED))
			return line->text;
	}
	return NX_STR_NULL;
}

/* The agency or paper beside the date: "Riyadh 11 August 2015 SPA". */
static nx_str dated_source(const nx_lines *lines, const nx_anatomy *anatomy)
{
	uint32_t wanted = NX_MARK_OUTLET | NX_MARK_AGENCY;
	uint32_t refused = NX_MARK_PLACE | NX_MARK_DATE_WORD | NX_MARK_UNNAMED;
	uint32_t i = anatomy->title == NX_LINE_NONE ? 0 : anatomy->title;
	nx_str found = NX_STR_NULL, rest;
	nx_date_span span;

	for (; !found.p && i < anatomy->head_end; i++) {
		if (lines->items[i].role != NX_ROLE_DATE)
			continue;
		for (rest = lines->items[i].text; !found.p && nx_date_find(rest, 0, &span);
			rest = nx_str_slice(rest, span.end, rest.n))
			found = name_within(nx_str_slice(rest, 0, span.start), 1, wanted, refused);
		if (!found.p)
			found = name_within(rest, 1, wanted, refused);
	}
	return found;
}

nx_str nx_source_beside_head(const nx_lines *lines, const nx_anatomy *anatomy)
{
	nx_str found = title_site(lines, anatomy), opening;

	if (!found.p) {
		opening = dateline(lines, anatomy);
		found = opening.p ? source_in(opening, NX_MARK_OUTLET) : found;
	}
	return found;
}

nx_str nx_source_find(const nx_lines *lines, const nx_anatomy *anatomy)
{
	nx_str found = labelled_source(lines, anatomy), opening = dateline(lines, anatomy);

	if (!found.p)
		found = head_source(lines, anatomy, NX_ROLE_SOURCE, NX_MARK_OUTLET);
	if (!found.p)
		found = title_site(lines, anatomy);
	if (!found.p)
		found = head_source(lines, anatomy, NX_ROLE_BYLINE, NX_MARK_OUTLET);
	if (!found.p)
		found = dated_source(lines, anatomy);
	if (!found.p)
		found = doubled_source(lines, anatomy);
	if (!found.p && opening.p)
		found = source_in(opening, NX_MARK_OUTLET);
	if (!found.p && opening.p)
		found = made_like_source(opening);
	if (!found.p)
		found = rights_source(lines, anatomy);
	if (!found.p)
		found = head_source(lines, anatomy, NX_ROLE_BYLINE, NX_MARK_AGENCY);
	if (!found.p && opening.p)
		found = source_in(opening, NX_MARK_AGENCY);
	return found;
}
