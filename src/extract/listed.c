#include "extract/listed.h"

#include "extract/phrase.h"
#include "newsidx/extract.h"
#include "newsidx/fold.h"
#include "newsidx/utf8.h"

/* A sub-heading by its looks. */
#define SUBHEAD_WORDS 2
#define SUBHEAD_MOST_WORDS 8
#define SUBHEAD_CPS 70
/* The paragraphs above and below it. */
#define PARAGRAPH_CPS 80

/* A word alone, a credit, an address or the name of a file is the legend of nothing. */
static bool says_something(const nx_line *line)
{
	nx_str copyright = NX_STR("©");

	return line->flags & NX_LINE_ARABIC && line->words > 1 &&
	       !(line->flags & (NX_LINE_FILE_NAME | NX_LINE_URL)) &&
	       !nx_str_starts(line->text, copyright);
}

nx_status nx_captions_collect(nx_article *article, const nx_lines *lines, nx_error *err)
{
	nx_buf list = NX_BUF_INIT;
	size_t count = 0;
	uint32_t i;

	nx_buf_add(&list, article->captions);
	for (i = 0; i < lines->count && count < NX_LISTED_MOST; i++) {
		const nx_line *line = &lines->items[i];

		if (line->role == NX_ROLE_CAPTION && says_something(line) &&
			!nx_str_eq(line->text, article->title))
			count += nx_listed_add(&list, line->text);
	}
	return nx_listed_keep(article, &article->captions, &list, err);
}

static bool is_paragraph(const nx_line *line)
{
	return line->role == NX_ROLE_BODY &&
	       (line->cps >= PARAGRAPH_CPS || line->flags & NX_LINE_FULL_STOP);
}

/* Lines that stand in a body without being of its text. */
static bool is_passed_over(const nx_line *line)
{
	return line->role == NX_ROLE_CAPTION || line->role == NX_ROLE_LINK ||
	       line->role == NX_ROLE_FURNITURE || line->role == NX_ROLE_URL;
}

static bool is_quoted(nx_str s)
{
	return (nx_str_starts(s, NX_STR("«")) && nx_str_ends(s, NX_STR("»"))) ||
	       (nx_str_starts(s, NX_STR("\"")) && nx_str_ends(s, NX_STR("\""))) ||
	       (nx_str_starts(s, NX_STR("“")) && nx_str_ends(s, NX_STR("”")));
}

/* A name with an address, the running head of a paper. */
static bool has_foreign_mark(nx_str s)
{
	static const char *const marks[] = { " - ", " – ", " | ", "@", "#", "_" };

	for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
		if (nx_str_find(s, nx_str_from(marks[i]), 0) != (size_t)-1)
			return true;
	return false;
}

static bool looks_like_subheading(const nx_lines *lines, const nx_line *line)
{
	uint32_t flags = NX_LINE_SENTENCE_END | NX_LINE_COLON_END | NX_LINE_ELLIPSIS_END |
			 NX_LINE_BULLET | NX_LINE_DATE_ONLY | NX_LINE_MENU | NX_LINE_HASHTAGS;
	uint32_t marks = NX_MARK_AGENCY | NX_MARK_OUTLET | NX_MARK_SECTION | NX_MARK_PLACE;

	return line->role == NX_ROLE_SUBHEAD && line->words >= SUBHEAD_WORDS &&
	       line->words <= SUBHEAD_MOST_WORDS && line->cps <= SUBHEAD_CPS &&
	       line->flags & NX_LINE_ARABIC && !(line->flags & flags) && !(line->marks & marks) &&
	       !line->value && lines->items[line->first].repeats == 1 && !is_quoted(line->text) &&
	       !has_foreign_mark(line->text) && !nx_line_is_byline(line);
}

/* The next line of the text in that direction; NX_LINE_NONE at the end of the page. */
static uint32_t neighbour(const nx_lines *lines, uint32_t i, bool above)
{
	do {
		i = above ? i - 1 : i + 1;
	} while (i < lines->count && is_passed_over(&lines->items[i]));
	return i < lines->count ? i : NX_LINE_NONE;
}

static bool stands_between_paragraphs(const nx_lines *lines, uint32_t i)
{
	uint32_t above = neighbour(lines, i, true), below = neighbour(lines, i, false);

	return above != NX_LINE_NONE && below != NX_LINE_NONE &&
	       is_paragraph(&lines->items[above]) && is_paragraph(&lines->items[below]) &&
	       !(lines->items[above].flags & NX_LINE_COLON_END);
}

nx_status nx_subheadings_collect(nx_article *article, const nx_lines *lines, nx_error *err)
{
	nx_str known = article->subheadings;
	nx_buf list = NX_BUF_INIT;
	size_t count = 0;
	uint32_t i;

	for (i = 0; i < lines->count && count < NX_LISTED_MOST; i++) {
		const nx_line *line = &lines->items[i];

		if (line->role != NX_ROLE_BODY && line->role != NX_ROLE_SUBHEAD)
			continue;
		if (known.p ? nx_listed_has(known, line->text)
			    : looks_like_subheading(lines, line) &&
					stands_between_paragraphs(lines, i))
			count += nx_listed_add(&list, line->text);
	}
	return nx_listed_keep(article, &article->subheadings, &list, err);
}

bool nx_extract_same_headline(nx_str a, nx_str b)
{
	nx_buf x = NX_BUF_INIT, y = NX_BUF_INIT;
	bool same;

	nx_fold(&x, a);
	nx_fold(&y, b);
	same = nx_str_starts(nx_buf_str(&x), nx_buf_str(&y)) ||
	       nx_str_starts(nx_buf_str(&y), nx_buf_str(&x));
	nx_buf_release(&x);
	nx_buf_release(&y);
	return same;
}

static nx_str headline_of(const nx_lines *lines, uint32_t i)
{
	nx_str headline, site;

	nx_headline_split(lines, &lines->items[i], &headline, &site);
	return headline;
}

nx_str nx_second_title_find(const nx_lines *lines, const nx_anatomy *anatomy)
{
	uint32_t i = anatomy->title;
	nx_str title, other;

	if (i == NX_LINE_NONE)
		return NX_STR_NULL;
	title = NX_STR_NULL;
	for (i = i > 0 ? i - 1 : 0; i < anatomy->head_end; i++) {
		const nx_line *line = &lines->items[i];

		if (line->role != NX_ROLE_SUBTITLE &&
			!(line->role == NX_ROLE_HEADLINE && line->is_wording))
			continue;
		title = title.p ? title : headline_of(lines, anatomy->title);
		other = headline_of(lines, i);
		if (nx_line_is_headline(lines, line) && !nx_extract_same_headline(title, other))
			return other;
	}
	return NX_STR_NULL;
}
