/* The anatomy of a page: which line is what to the article. */
#ifndef NX_EXTRACT_ANATOMY_H
#define NX_EXTRACT_ANATOMY_H

#include "extract/line.h"
#include "extract/topic.h"

/* Line numbers. The head is what lies between the title and the body. */
typedef struct nx_anatomy {
	uint32_t title;      /* NX_LINE_NONE when the page has none */
	uint32_t head_end;   /* first line of the body or, without a body, below the head */
	uint32_t body_start; /* body_start == body_end: no body */
	uint32_t body_end;
} nx_anatomy;

/* Decide what each line is: sets `role` in every line. */
void nx_anatomy_find(nx_anatomy *out, nx_lines *lines);

/* The steps to it. Looks of one line (looks.c): */

/* Furniture by the line's own looks: a button, a menu, a notice. */
bool nx_line_is_furniture(const nx_lines *lines, const nx_line *line);
/* Could stand as a headline, going by its own looks. */
bool nx_line_is_headline(const nx_lines *lines, const nx_line *line);
/* "City - agency", "City: reporter" and their kin, without a colon label. */
bool nx_line_is_byline(const nx_line *line);
/* A text taken apart at its dashes, colons and brackets. */
typedef struct nx_byline {
	size_t parts;   /* with a word in them */
	size_t known;   /* of these: a place, an agency or a paper */
	size_t longest; /* words of the longest of the others */
} nx_byline;

#define NX_BYLINE_CPS 80
#define NX_BYLINE_WORDS 9
#define NX_NAME_WORDS 4 /* of a person's name */
nx_byline nx_byline_shape(nx_str text);
/* The next part of a byline from byte *pos; it may be empty. False at the end. */
bool nx_byline_part(nx_str byline, size_t *pos, nx_str *part);
/* NX_MARK_* of the text as a whole; its fold is left in `fold`. */
uint32_t nx_text_marks(nx_str text, nx_buf *fold);
/* A mark below which there is no more of the article. */
bool nx_line_is_tail(const nx_line *line);

/* Lines that go together (groups.c). Each marks the group that begins with line i,
 * at most up to `end`, and returns the line behind it. */
uint32_t nx_tags_mark(nx_lines *lines, uint32_t i, uint32_t end);
uint32_t nx_links_mark(nx_lines *lines, uint32_t i, uint32_t end);
/* True when tags begin at line i: a label, hash tags, or two bulleted lines. */
bool nx_tags_begin(const nx_lines *lines, uint32_t i, uint32_t end);

/* The lines above the body (head.c); `topic` is that of body and title. */
void nx_head_mark(nx_lines *lines, const nx_anatomy *anatomy, const nx_topic *topic);
/* Where the head of a page without furniture ends, at the latest at line `end`. */
uint32_t nx_head_end(const nx_lines *lines, uint32_t title, uint32_t end, const nx_topic *topic);
/* The role of a line of the head by its own looks. */
nx_role nx_line_head_role(const nx_lines *lines, const nx_line *line);

/* The lines [*start, *end) with the article's paragraphs; false when no line is
 * like a paragraph (region.c). */
bool nx_region_find(const nx_lines *lines, uint32_t *start, uint32_t *end);
/* The title among the lines [top, end), at most NX_HEADLINE_REACH, of a page whose
 * body has that topic; NX_LINE_NONE when no line gets the points `needed`
 * (headline.c). */
#define NX_HEADLINE_REACH 32
uint32_t nx_headline_find(
	const nx_lines *lines, uint32_t top, uint32_t end, const nx_topic *topic, int needed);

/* Cut a site's name off a headline: "headline - site". False, with *headline the
 * whole line, when there is none (site.c). */
bool nx_headline_split(const nx_lines *lines, const nx_line *line, nx_str *headline, nx_str *site);

#endif
