/* Lines that belong to the line above them: headlines under "read also", tags under
 * their label. */
#include "extract/anatomy.h"
#include "extract/phrase.h"

#define TAG_CPS 50
#define TAG_WORDS 8
#define TAGS_MOST 30
#define LINK_HEADLINES 4
#define LINK_CPS 120

static nx_line *at(nx_lines *lines, uint32_t i)
{
	return &lines->items[i];
}

static bool is_tag(const nx_lines *lines, const nx_line *line)
{
	return line->cps <= TAG_CPS && line->words <= TAG_WORDS &&
	       !(line->flags & (NX_LINE_FULL_STOP | NX_LINE_DATE_ONLY | NX_LINE_COLON_END)) &&
	       !nx_line_is_furniture(lines, line);
}

uint32_t nx_tags_mark(nx_lines *lines, uint32_t i, uint32_t end)
{
	const nx_line *label = at(lines, i);
	bool bullets = label->flags & NX_LINE_BULLET;
	uint32_t from = i;

	at(lines, i++)->role = NX_ROLE_TAG;
	if (!bullets && label->value && nx_line_value(label).n)
		return i;
	for (; i < end && i - from < TAGS_MOST && is_tag(lines, at(lines, i)); i++) {
		if (bullets && !(at(lines, i)->flags & NX_LINE_BULLET))
			break;
		at(lines, i)->role = NX_ROLE_TAG;
	}
	return i;
}

bool nx_tags_begin(const nx_lines *lines, uint32_t i, uint32_t end)
{
	const nx_line *line = &lines->items[i];

	if (line->marks & NX_MARK_LABEL_TAGS || line->flags & NX_LINE_HASHTAGS)
		return true;
	return line->flags & NX_LINE_BULLET && is_tag(lines, line) && i + 1 < end &&
	       line[1].flags & NX_LINE_BULLET && is_tag(lines, line + 1);
}

uint32_t nx_links_mark(nx_lines *lines, uint32_t i, uint32_t end)
{
	nx_line *mark = at(lines, i);
	uint32_t run = 0;

	mark->role = NX_ROLE_LINK;
	i++;
	if (mark->value ? nx_line_value(mark).n > 0 : mark->words > 4)
		return i;
	while (i + run < end && run < LINK_HEADLINES && at(lines, i + run)->cps < LINK_CPS &&
		!(at(lines, i + run)->flags & (NX_LINE_FULL_STOP | NX_LINE_COLON_END)))
		run++;
	/* Prose must follow the links; else this is verse, or a list. */
	if (run == LINK_HEADLINES || (run > 1 && mark->marks & NX_MARK_LINK_START))
		run = 1;
	for (; run > 0; run--)
		at(lines, i++)->role = NX_ROLE_LINK;
	return i;
}
