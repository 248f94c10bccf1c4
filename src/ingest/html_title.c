/* The headline: what the metadata and <title> say, in the wording that the page shows. */
#include <string.h>

#include "ingest/html_page.h"
#include "newsidx/utf8.h"

/* A heading with that percentage of its words in common with the metadata is the
 * headline, in other words or in full. */
#define ALIKE 50
#define PIECES 8
/* Fewer code points are no headline, more words no name of a site. */
#define HEADLINE_LEAST 8
#define SITE_CPS 40
#define SITE_WORDS 6

/* What parts a headline from the names of site and section. */
static const char *const separators[] = { " - ", " | ", " – ", " — ", " ـ ", " :: ", " » ", " « ",
	" • ", " · ", " / ", "|", "»", "«", NULL };

/* A title and the places where it comes apart. */
struct pieces {
	nx_str text;
	size_t start[PIECES], end[PIECES];
	size_t count;
};

/* Byte of the first separator at or after `from`; a colon is one only where the page
 * proves it. */
static size_t next_separator(nx_str s, size_t from, bool colon, size_t *length)
{
	size_t best = s.n;

	*length = 0;
	for (size_t i = 0; separators[i]; i++) {
		nx_str separator = nx_str_from(separators[i]);
		size_t hit = nx_str_find(s, separator, from);

		if (hit < best || (hit == best && separator.n > *length)) {
			best = hit;
			*length = separator.n;
		}
	}
	if (colon && nx_str_find(s, NX_STR(": "), from) < best) {
		best = nx_str_find(s, NX_STR(": "), from);
		*length = 2;
	}
	return best;
}

static struct pieces take_apart(nx_str text, bool colon)
{
	struct pieces p = { .text = text };
	size_t from = 0, hit, length;

	while (p.count < PIECES) {
		hit = p.count + 1 < PIECES ? next_separator(text, from, colon, &length) : text.n;
		p.start[p.count] = from;
		p.end[p.count++] = hit;
		if (hit >= text.n)
			break;
		from = hit + length;
	}
	return p;
}

static nx_str joined(const struct pieces *p, size_t first, size_t last)
{
	return nx_str_trim(nx_str_slice(p->text, p->start[first], p->end[last]));
}

static bool is_heading(const nx_html_page *page, uint32_t line)
{
	uint32_t block = page->lines.items[line].block;

	return block != NX_HTML_ROOT &&
	       nx_html_tag_flags((nx_html_tag)page->tree.nodes[block].tag) & NX_HTML_HEADING;
}

static bool is_h1(const nx_html_page *page, uint32_t line)
{
	uint32_t block = page->lines.items[line].block;

	return block != NX_HTML_ROOT && page->tree.nodes[block].tag == NX_TAG_H1 &&
	       !nx_html_line_is_off(page, line);
}

/* The line of that wording, the best that there is: a heading, then a line of the
 * article, then any; UINT32_MAX for none. */
static uint32_t line_of(const nx_html_page *page, nx_str text)
{
	uint64_t hash = nx_html_fold_hash(text);
	uint32_t best = UINT32_MAX, i;
	int most = 0;

	for (i = 0; hash && i < page->lines.count; i++) {
		int points;

		if (page->hashes[i] != hash)
			continue;
		points = 1 + 2 * !nx_html_line_is_off(page, i) + 4 * is_heading(page, i) +
			 2 * !nx_html_line_is_link(&page->lines.items[i]);
		if (points > most) {
			most = points;
			best = i;
		}
	}
	return best;
}

/* The longest run of pieces of the title that the page has as a line. */
static bool find_shown(const nx_html_page *page, const struct pieces *p, size_t *first,
	size_t *last, uint32_t *line)
{
	size_t length = 0;

	for (size_t i = 0; i < p->count; i++) {
		for (size_t j = i; j < p->count; j++) {
			nx_str text = joined(p, i, j);
			uint32_t hit;

			if (text.n <= length || nx_utf8_length(text) < HEADLINE_LEAST)
				continue;
			hit = line_of(page, text);
			/* A menu has the names of site and section. */
			if (hit == UINT32_MAX ||
				(i + j > 0 && j - i + 1 < p->count && !is_heading(page, hit) &&
					nx_html_line_is_link(&page->lines.items[hit]) &&
					nx_utf8_length(text) <= SITE_CPS))
				continue;
			length = text.n;
			*first = i;
			*last = j;
			*line = hit;
		}
	}
	return length > 0;
}

static bool is_site(const nx_html_page *page, nx_str text)
{
	uint64_t hash = nx_html_fold_hash(text);
	const nx_html_fact *fact;
	size_t i = 0;

	while (hash && (fact = nx_html_fact_next(page, NX_HTML_SOURCE, &i)))
		if (nx_html_fold_hash(fact->value) == hash ||
			(nx_html_likeness(fact->value, text) == 100 &&
				nx_utf8_length(text) <= SITE_CPS))
			return true;
	return false;
}

static size_t words_of(nx_str s)
{
	size_t words = s.n > 0;

	for (size_t i = 0; i < s.n; i++)
		words += s.p[i] == ' ';
	return words;
}

static bool may_be_site(nx_str text, nx_str headline)
{
	return text.n && nx_utf8_length(text) <= SITE_CPS && words_of(text) <= SITE_WORDS &&
	       text.n < headline.n;
}

/* The title without the names of sites that are known at either end. */
static nx_str without_site(const nx_html_page *page, nx_str title)
{
	struct pieces p = take_apart(title, false);
	size_t first = 0, last = p.count - 1;

	while (last > first && is_site(page, joined(&p, last, last)))
		last--;
	while (first < last && is_site(page, joined(&p, first, first)))
		first++;
	return joined(&p, first, last);
}

nx_str nx_html_title_bare(const nx_html_page *page, nx_str title)
{
	nx_str known = without_site(page, title);
	struct pieces p = take_apart(known, false);
	size_t last = p.count - 1;

	while (last > 0 && may_be_site(joined(&p, last, last), joined(&p, 0, last - 1)))
		last--;
	return joined(&p, 0, last);
}

/* What <title> has behind the headline, or before it, names the site. */
static void note_site(nx_html_page *page, const struct pieces *p, size_t first, size_t last)
{
	nx_str headline = joined(p, first, last), site = NX_STR_NULL;

	if (last + 1 < p->count)
		site = joined(p, p->count - 1, p->count - 1);
	else if (first > 0)
		site = joined(p, 0, 0);
	if (may_be_site(site, headline))
		nx_html_fact_add(page, NX_HTML_SOURCE, NX_RANK_TITLE_SITE, NX_HTML_ROOT, site);
}

/* Cut <title> where a line of the page proves it. */
static nx_str shown_head_title(nx_html_page *page)
{
	nx_str title = NX_STR_NULL;
	size_t first, last;
	uint32_t line;

	for (int colon = 0; colon < 2 && !title.p; colon++) {
		struct pieces p = take_apart(page->head_title, colon);

		if (find_shown(page, &p, &first, &last, &line) &&
			(!colon || is_heading(page, line))) {
			note_site(page, &p, first, last);
			title = joined(&p, first, last);
		}
	}
	return title;
}

/* Cut <title> where the metadata's title ends in it, or where a name seems to. */
static nx_str cut_head_title(nx_html_page *page, nx_str known)
{
	struct pieces p = take_apart(page->head_title, false);
	size_t first = 0, last = p.count - 1, i;
	uint64_t hash = nx_html_fold_hash(known);

	for (i = 0; hash && i < p.count; i++) {
		if (nx_html_fold_hash(joined(&p, 0, i)) == hash) {
			last = i;
			break;
		}
		if (nx_html_fold_hash(joined(&p, i, p.count - 1)) == hash) {
			first = i;
			break;
		}
	}
	if (!hash || i == p.count) {
		while (last > 0 && may_be_site(joined(&p, last, last), joined(&p, 0, last - 1)))
			last--;
		/* A headline of two parts is not to be told from one with a site, but the
		 * site comes once. */
		if (last + 2 < p.count)
			last = p.count - 2;
	}
	note_site(page, &p, first, last);
	return joined(&p, first, last);
}

/* A title that was cut is the beginning of the heading. */
static bool is_cut(nx_str title, nx_str heading)
{
	static const char *const marks[] = { "...", "…", ".." };

	for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
		if (!nx_str_ends(title, nx_str_from(marks[i])))
			continue;
		title = nx_str_trim(nx_str_slice(title, 0, title.n - strlen(marks[i])));
		return title.n && nx_str_starts(heading, title);
	}
	return false;
}

/* The first-level heading that says what the title does. */
static nx_str heading_like(const nx_html_page *page, nx_str title)
{
	nx_str best = NX_STR_NULL;
	int most = ALIKE - 1;
	uint32_t i;

	for (i = 0; i < page->lines.count; i++) {
		nx_str text;
		int alike;

		if (!is_heading(page, i) || nx_html_line_is_off(page, i))
			continue;
		text = nx_html_line_text(&page->lines, i);
		if (is_cut(title, text))
			return text;
		if (!is_h1(page, i) || nx_utf8_length(text) < HEADLINE_LEAST)
			continue;
		alike = nx_html_likeness(title, text);
		if (alike > most && words_of(text) * 2 >= words_of(title)) {
			most = alike;
			best = text;
		}
	}
	return best;
}

/* The only first-level heading, if it could be a headline. */
static nx_str only_h1(const nx_html_page *page)
{
	nx_str only = NX_STR_NULL;
	uint32_t i;

	for (i = 0; i < page->lines.count; i++) {
		nx_str text = nx_html_line_text(&page->lines, i);

		if (!is_h1(page, i) || words_of(text) < 3 || is_site(page, text))
			continue;
		if (only.p)
			return NX_STR_NULL;
		only = text;
	}
	return only;
}

/* A title of the metadata that the page shows as it is, or the first one. */
static nx_str metadata_title(const nx_html_page *page, bool *shown)
{
	nx_str first = NX_STR_NULL;
	const nx_html_fact *fact;
	size_t i = 0;

	*shown = false;
	while ((fact = nx_html_fact_next(page, NX_HTML_TITLE, &i))) {
		nx_str title = fact->value;
		uint32_t line = line_of(page, title);

		if (line == UINT32_MAX) {
			title = without_site(page, title);
			line = line_of(page, title);
		}
		/* A theme may give every page the name of the site. */
		if (is_site(page, title) || nx_utf8_length(title) < HEADLINE_LEAST)
			continue;
		if (line != UINT32_MAX) {
			*shown = true;
			return nx_html_line_text(&page->lines, line);
		}
		first = first.p ? first : title;
	}
	return first;
}

void nx_html_title_choose(nx_html_page *page, nx_article *article)
{
	nx_str from_head = NX_STR_NULL, title, heading;
	bool shown;

	/* First: it may tell the name of the site, which is no headline. */
	if (page->head_title.n)
		from_head = shown_head_title(page);
	title = metadata_title(page, &shown);
	if (page->head_title.n && !from_head.n)
		from_head = cut_head_title(page, title);
	if (!title.p && from_head.n && !is_site(page, from_head) &&
		(words_of(from_head) > 2 || line_of(page, from_head) != UINT32_MAX))
		title = from_head;
	if (title.p && !shown && line_of(page, title) == UINT32_MAX) {
		heading = heading_like(page, title);
		title = heading.p ? heading : title;
	}
	if (!title.p)
		title = only_h1(page);
	if (title.n)
		article->title = nx_arena_str(&article->arena, title);
}
