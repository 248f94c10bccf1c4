/* What a line looks like by itself. */
#include "extract/anatomy.h"
#include "extract/phrase.h"
#include "newsidx/fold.h"
#include "newsidx/utf8.h"

#define NOTICE_CPS 400
#define BUTTON_CPS 100
#define CREDIT_WORDS 6
#define HEADLINE_CPS 250

bool nx_line_is_tail(const nx_line *line)
{
	if (line->marks & NX_MARK_TAIL_LINE)
		return true;
	if (line->marks & NX_MARK_TAIL_START && !(line->flags & NX_LINE_FULL_STOP))
		return true;
	/* "source: agency" closes the article on many sites. */
	return line->marks & NX_MARK_LABEL_SOURCE && line->value && line->words <= 10;
}

bool nx_line_is_furniture(const nx_lines *lines, const nx_line *line)
{
	if (line->fold_n == 0 && line->text.n <= NX_FOLD_BYTES)
		return true;
	if (line->flags & NX_LINE_LEARNT)
		return true;
	if (line->marks & (NX_MARK_FURNITURE_LINE | NX_MARK_TAIL_LINE))
		return true;
	if (line->marks & (NX_MARK_FURNITURE_START | NX_MARK_TAIL_START) &&
		(line->cps < BUTTON_CPS || !(line->flags & NX_LINE_FULL_STOP)))
		return true;
	if (line->marks & NX_MARK_FURNITURE_FIELD && line->cps < BUTTON_CPS)
		return true;
	if (line->marks & NX_MARK_FURNITURE_PART && line->cps < NOTICE_CPS)
		return true;
	if (line->flags & (NX_LINE_MENU | NX_LINE_FILE_NAME))
		return true;
	/* Whose picture it is. */
	if (line->words <= CREDIT_WORDS && nx_str_starts(line->text, NX_STR("©")))
		return true;
	return lines->arabic && !(line->flags & NX_LINE_ARABIC) && line->cps < BUTTON_CPS;
}

bool nx_line_is_headline(const nx_lines *lines, const nx_line *line)
{
	uint32_t flags = NX_LINE_DATE_ONLY | NX_LINE_URL | NX_LINE_CRUMB | NX_LINE_CREDIT_END |
			 NX_LINE_CAPTION | NX_LINE_HASHTAGS | NX_LINE_COLON_END;
	uint32_t marks = NX_MARK_LINK_START | NX_MARK_LINK_BLOCK | NX_MARK_SECTION |
			 NX_MARK_OUTLET | NX_MARK_AGENCY | NX_MARK_PLACE;

	return line->cps <= HEADLINE_CPS && line->cps >= 4 && !(line->flags & flags) &&
	       !(line->marks & marks) && !(line->marks & NX_MARK_LABELS && line->value) &&
	       !nx_line_is_furniture(lines, line);
}

/* Marks that part a byline: dashes, slash, colon, brackets, commas, quotes. A
 * tatweel does when it stands for a dash, after a space. */
static bool parts_byline(unsigned cp, unsigned before)
{
	return cp == '-' || cp == '/' || cp == ':' || cp == '(' || cp == ')' || cp == ',' ||
	       cp == 0x060C || cp == '"' || cp == 0xAB || cp == 0xBB ||
	       (cp >= 0x2010 && cp <= 0x2015) || cp == '|' || (cp == 0x0640 && before == ' ');
}

bool nx_byline_part(nx_str byline, size_t *pos, nx_str *part)
{
	size_t start = *pos, before = start;
	unsigned cp = ' ', last;

	if (start >= byline.n)
		return false;
	while (*pos < byline.n) {
		before = *pos;
		last = cp;
		cp = nx_utf8_next(byline, pos);
		if (parts_byline(cp, last))
			break;
		before = *pos;
	}
	*part = nx_str_trim(nx_str_slice(byline, start, before));
	return true;
}

uint32_t nx_text_marks(nx_str text, nx_buf *fold)
{
	nx_buf_clear(fold);
	nx_fold(fold, text);
	return fold->failed ? 0 : nx_phrase_marks(nx_buf_str(fold));
}

nx_byline nx_byline_shape(nx_str text)
{
	nx_byline byline = { 0, 0, 0 };
	nx_buf fold = NX_BUF_INIT;
	size_t pos = 0, words, i;
	nx_str part;

	while (nx_byline_part(text, &pos, &part)) {
		uint32_t marks = nx_text_marks(part, &fold);

		if (fold.n == 0)
			continue;
		byline.parts++;
		if (marks & (NX_MARK_PLACE | NX_MARK_AGENCY | NX_MARK_OUTLET)) {
			byline.known++;
			continue;
		}
		for (words = 1, i = 0; i < fold.n; i++)
			words += fold.p[i] == ' ';
		if (words > byline.longest)
			byline.longest = words;
	}
	nx_buf_release(&fold);
	return byline;
}

bool nx_line_is_byline(const nx_line *line)
{
	uint32_t flags =
		NX_LINE_SENTENCE_END | NX_LINE_DATE_ONLY | NX_LINE_BULLET | NX_LINE_CREDIT_END;

	nx_byline byline;

	if (line->cps > NX_BYLINE_CPS || line->words > NX_BYLINE_WORDS || line->value ||
		line->flags & flags)
		return false;
	byline = nx_byline_shape(line->text);
	return byline.known > 0 && byline.parts > 1 && byline.longest <= NX_NAME_WORDS;
}
