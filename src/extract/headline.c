/* Which line is the title. Candidates are the lines above the body; each gets points
 * for its form, its neighbours and the words that it shares with the body. */
#include "extract/anatomy.h"
#include "extract/phrase.h"
#include "extract/topic.h"
#include "newsidx/fold.h"

/* How far above the title its first wording may stand. */
#define WORDING_REACH 4
#define WORDING_SHARE 60 /* percent of the content words */

/* A name or two, or a caption, may stand between a title and its date. */
#define NAMES_BETWEEN 2
#define NAME_WORDS 5

#define SHORT_HEAD 8

enum {
	POINTS_DATE_BELOW = 30,
	POINTS_HEAD_BELOW = 10, /* other lines of a head right below */
	POINTS_CRUMB_ABOVE = 30,
	POINTS_SECTION_ABOVE = 10,
	POINTS_PAGE_BEGINS = 20,
	POINTS_SHORT_HEAD = 20, /* and the body follows in a few lines */
	POINTS_SITE = 20,
	POINTS_REPEATED = 20,
	POINTS_ALL_WORDS = 40, /* every content word is in the body */
	POINTS_LINE_BETWEEN = -3,
	POINTS_BELOW_DATE = -20,
	POINTS_BYLINE = -40,
	POINTS_TICKER = -15
};

static int form_points(const nx_line *line)
{
	static const int by_words[] = { -60, -25, -30, 0, 15 };
	int points = line->words < 5 ? by_words[line->words] : 20;

	if (line->flags & NX_LINE_FULL_STOP)
		points -= 20;
	if (line->flags & NX_LINE_ELLIPSIS_END)
		points -= 10;
	if (line->cps > 160)
		points -= 20;
	if (line->flags & NX_LINE_BULLET)
		points -= 30;
	return points;
}

/* "urgent ..." or "section: ..." in a ticker of other headlines. */
static bool is_ticker(const nx_lines *lines, const nx_line *line)
{
	nx_str fold = nx_line_fold(lines, line), first = NX_STR("");
	size_t colon = nx_str_find(nx_str_slice(line->text, 0, 60), NX_STR(":"), 0);
	nx_buf prefix = NX_BUF_INIT;
	bool ticker;

	nx_str_split(&fold, ' ', &first);
	ticker = nx_phrase_marks(first) & NX_MARK_FURNITURE_LINE;
	if (!ticker && colon != (size_t)-1) {
		nx_fold(&prefix, nx_str_slice(line->text, 0, colon));
		ticker = nx_phrase_marks(nx_buf_str(&prefix)) & NX_MARK_SECTION;
		nx_buf_release(&prefix);
	}
	return ticker;
}

/* What can be said once for the lines [top, end) among which a title is sought. */
struct zone {
	const nx_lines *lines;
	const nx_topic *topic;
	uint32_t top, end;
	bool byline[NX_HEADLINE_REACH];
	bool head[NX_HEADLINE_REACH]; /* date, byline, source, picture, button */
};

static void zone_look(struct zone *zone)
{
	uint32_t i;

	for (i = zone->top; i < zone->end; i++) {
		const nx_line *line = &zone->lines->items[i];
		bool byline = nx_line_is_byline(line);

		zone->byline[i - zone->top] = byline;
		zone->head[i - zone->top] =
			byline ||
			line->flags & (NX_LINE_DATE_ONLY | NX_LINE_CREDIT_END | NX_LINE_CAPTION |
					      NX_LINE_URL) ||
			line->marks & (NX_MARK_OUTLET | NX_MARK_AGENCY | NX_MARK_LABELS) ||
			nx_line_is_furniture(zone->lines, line);
	}
}

/* What stands between line `at` and the body. */
static int points_below(const struct zone *zone, uint32_t at)
{
	bool chain = true, date = false, head = false;
	int points = 0, unknown = 0;
	uint32_t i;

	for (i = at + 1; i < zone->end; i++) {
		const nx_line *line = &zone->lines->items[i];
		bool is_head = zone->head[i - zone->top];

		if (!is_head) {
			points += POINTS_LINE_BETWEEN;
			unknown++;
		}
		if (unknown > NAMES_BETWEEN || (!is_head && line->words > NAME_WORDS) ||
			line->marks & NX_MARK_SECTION || line->flags & NX_LINE_CRUMB)
			chain = false;
		date = date || (chain && line->flags & NX_LINE_DATE_ONLY);
		head = head || (chain && is_head);
	}
	if (date)
		return points + POINTS_DATE_BELOW;
	return points + (head ? POINTS_HEAD_BELOW : 0);
}

static int points_above(const struct zone *zone, uint32_t at)
{
	const nx_line *items = zone->lines->items;
	int points = 0;
	uint32_t i;

	if (at == 0) {
		for (i = 1; i < zone->end && i <= SHORT_HEAD; i++)
			if (items[i].marks & NX_MARK_SECTION)
				return POINTS_PAGE_BEGINS;
		return POINTS_PAGE_BEGINS + (zone->end <= SHORT_HEAD ? POINTS_SHORT_HEAD : 0);
	}
	if (items[at - 1].flags & NX_LINE_CRUMB)
		points += POINTS_CRUMB_ABOVE;
	else if (items[at - 1].marks & NX_MARK_SECTION)
		points += POINTS_SECTION_ABOVE;
	for (i = at; i-- > zone->top;)
		if (items[i].flags & NX_LINE_DATE_ONLY)
			return points + POINTS_BELOW_DATE;
	return points;
}

static int points_of(const struct zone *zone, uint32_t at)
{
	const nx_line *line = &zone->lines->items[at];
	int points = form_points(line), share;
	nx_str headline, site;

	if (nx_headline_split(zone->lines, line, &headline, &site))
		points += POINTS_SITE;
	else if (zone->byline[at - zone->top])
		points += POINTS_BYLINE;
	if (zone->lines->items[line->first].repeats > 1 && line->cps >= 20)
		points += POINTS_REPEATED;
	if (is_ticker(zone->lines, line))
		points += POINTS_TICKER;
	share = nx_topic_share(zone->topic, headline);
	if (share > 0)
		points += POINTS_ALL_WORDS * share / 100;
	return points + points_below(zone, at) + points_above(zone, at);
}

/* The first wording of the headline in line `at`, if the page words it twice. */
static uint32_t first_wording(const nx_lines *lines, uint32_t at)
{
	uint32_t top = at > WORDING_REACH ? at - WORDING_REACH : 0, first = at, i;
	nx_topic topic = { { 0 } };

	nx_topic_add(&topic, lines->items[at].text);
	for (i = at; i-- > top;) {
		const nx_line *line = &lines->items[i];

		if (line->flags & (NX_LINE_CRUMB | NX_LINE_DATE_ONLY))
			break;
		if (nx_line_is_headline(lines, line) && line->words > 2 &&
			nx_topic_share(&topic, line->text) >= WORDING_SHARE)
			first = i;
	}
	return first;
}

uint32_t nx_headline_find(
	const nx_lines *lines, uint32_t top, uint32_t end, const nx_topic *topic, int needed)
{
	struct zone zone = { .lines = lines, .topic = topic, .top = top, .end = end };
	uint32_t best = NX_LINE_NONE, i;
	int most = needed - 1;

	zone_look(&zone);
	for (i = top; i < end; i++) {
		int points;

		if (!nx_line_is_headline(lines, &lines->items[i]))
			continue;
		points = points_of(&zone, i);
		if (points > most) {
			most = points;
			best = i;
		}
	}
	return best == NX_LINE_NONE ? best : first_wording(lines, best);
}
