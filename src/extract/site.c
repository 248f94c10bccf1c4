/* The site's name that a page title carries beside the headline. */
#include "extract/anatomy.h"
#include "extract/phrase.h"
#include "newsidx/fold.h"
#include "newsidx/utf8.h"

/* Parts that a title may have behind the headline: section, site, motto. */
#define PARTS_MOST 3
/* No headline has fewer code points. */
#define HEADLINE_LEAST 6

/* The separators between a headline and the site's name, widest first. */
static const char *const separators[] = { " - ", " – ", " — ", " ـ ", " | ", "| ", " :: ", " » ",
	" • ", NULL };

static bool last_separator(nx_str s, size_t *at, size_t *after, bool *bar)
{
	size_t i, pos;

	for (pos = s.n; pos-- > 0;) {
		if (s.p[pos] != ' ' && s.p[pos] != '|')
			continue;
		for (i = 0; separators[i]; i++) {
			nx_str sep = nx_str_from(separators[i]);

			if (!nx_str_starts(nx_str_slice(s, pos, s.n), sep))
				continue;
			*at = pos;
			*after = pos + sep.n;
			*bar = nx_str_find(sep, NX_STR("|"), 0) != (size_t)-1;
			return true;
		}
	}
	return false;
}

static bool any_line_is(const nx_lines *lines, uint64_t hash)
{
	uint32_t i;

	for (i = 0; i < lines->count; i++)
		if (lines->items[i].fold_n && lines->items[i].hash == hash)
			return true;
	return false;
}

static bool has_source_word(nx_str fold)
{
	nx_str word;

	while (nx_str_split(&fold, ' ', &word))
		if (nx_phrase_marks(word) & NX_MARK_SOURCE_WORD)
			return true;
	return false;
}

/* A site's name: on the list, made like one, alone on a line of the page, or behind
 * a headline that the page has again without it. */
static bool is_site(const nx_lines *lines, nx_str headline, nx_str site, bool bar)
{
	uint32_t byline = NX_MARK_PLACE | NX_MARK_AGENCY | NX_MARK_OUTLET;
	nx_buf fold = NX_BUF_INIT;
	bool yes = false;
	size_t length = nx_utf8_length(site);
	nx_str name;

	if (length < 2 || length > 40)
		return false;
	nx_fold(&fold, site);
	name = nx_buf_str(&fold);
	if (!fold.failed && name.n) {
		yes = nx_phrase_marks(name) & NX_MARK_OUTLET || has_source_word(name) ||
		      (bar && length <= 24) || any_line_is(lines, nx_hash(name));
		nx_buf_clear(&fold);
		nx_fold(&fold, headline);
		yes = yes || (!fold.failed && any_line_is(lines, nx_hash(nx_buf_str(&fold))));
		yes = yes && !(nx_phrase_marks(nx_buf_str(&fold)) & byline);
	}
	nx_buf_release(&fold);
	return yes;
}

/* "site | headline": only a paper that is known opens a title. */
static bool split_front(nx_str text, nx_str *headline, nx_str *site)
{
	nx_buf fold = NX_BUF_INIT;
	bool paper = false;
	size_t i, at;

	for (i = 0; !paper && separators[i]; i++) {
		nx_str sep = nx_str_from(separators[i]);
		uint32_t marks;

		at = nx_str_find(text, sep, 0);
		if (at == (size_t)-1)
			continue;
		marks = nx_text_marks(nx_str_slice(text, 0, at), &fold);
		if (marks & NX_MARK_OUTLET && !(marks & NX_MARK_PLACE)) {
			*site = nx_str_trim(nx_str_slice(text, 0, at));
			*headline = nx_str_trim(nx_str_slice(text, at + sep.n, text.n));
			paper = nx_utf8_length(*headline) >= HEADLINE_LEAST;
		}
	}
	nx_buf_release(&fold);
	return paper;
}

static bool is_section(nx_str text)
{
	nx_buf fold = NX_BUF_INIT;
	bool section = nx_text_marks(text, &fold) & NX_MARK_SECTION;

	nx_buf_release(&fold);
	return section;
}

bool nx_headline_split(const nx_lines *lines, const nx_line *line, nx_str *headline, nx_str *site)
{
	size_t at = 0, after = 0;
	bool bar = false;
	int parts;

	*headline = line->text;
	*site = NX_STR_NULL;
	for (parts = 0; parts < PARTS_MOST && last_separator(*headline, &at, &after, &bar);
		parts++) {
		nx_str left = nx_str_trim(nx_str_slice(*headline, 0, at));
		nx_str right = nx_str_trim(nx_str_slice(*headline, after, headline->n));

		if (nx_utf8_length(left) < HEADLINE_LEAST ||
			!(is_site(lines, left, right, bar) || (parts > 0 && is_section(right))))
			break;
		*headline = left;
		if (parts == 0)
			*site = right;
	}
	if (parts == 0 && !split_front(line->text, headline, site)) {
		*headline = line->text;
		*site = NX_STR_NULL;
	}
	return site->p != NULL;
}
