#include "extract/line.h"

#include <stdlib.h>
#include <string.h>

#include "extract/phrase.h"
#include "newsidx/arena.h"

#define LINES_MOST (1 << 20)

void nx_lines_release(nx_lines *lines)
{
	free(lines->items);
	nx_buf_release(&lines->page);
	nx_buf_release(&lines->folds);
	*lines = (nx_lines)NX_LINES_INIT;
}

nx_str nx_line_fold(const nx_lines *lines, const nx_line *line)
{
	return line->fold_n ? (nx_str){ lines->folds.p + line->fold, line->fold_n } : NX_STR("");
}

nx_str nx_line_value(const nx_line *line)
{
	return nx_str_trim(nx_str_slice(line->text, line->value, line->text.n));
}

static bool is_control(unsigned char c)
{
	return (c < 0x20 && c != '\n' && c != '\t') || c == 0x7F;
}

/* The two bytes of a C1 control (U+0080 to U+009F) in UTF-8. */
static bool is_c1(nx_str s, size_t i)
{
	return (unsigned char)s.p[i] == 0xC2 && i + 1 < s.n && (unsigned char)s.p[i + 1] >= 0x80 &&
	       (unsigned char)s.p[i + 1] <= 0x9F;
}

static size_t first_control(nx_str page)
{
	size_t i;

	for (i = 0; i < page.n; i++)
		if (is_control((unsigned char)page.p[i]) || is_c1(page, i))
			break;
	return i;
}

/* A carriage return, alone or before a newline, ends a line; every other control
 * character becomes a space. A page without any is not copied. */
static nx_str clean(nx_lines *lines, nx_str page)
{
	nx_buf *out = &lines->page;
	size_t i = first_control(page);

	if (i == page.n)
		return page;
	if (!nx_buf_reserve(out, page.n))
		return NX_STR_NULL;
	nx_buf_add(out, nx_str_slice(page, 0, i));
	for (; i < page.n; i++) {
		if (page.p[i] == '\r') {
			if (i + 1 == page.n || page.p[i + 1] != '\n')
				out->p[out->n++] = '\n';
		} else if (is_c1(page, i)) {
			out->p[out->n++] = ' ';
			i++;
		} else {
			out->p[out->n++] = is_control((unsigned char)page.p[i]) ? ' ' : page.p[i];
		}
	}
	return nx_buf_str(out);
}

static nx_line *add_line(nx_lines *lines)
{
	void *items;

	items = nx_vec_room(lines->items, lines->count, &lines->cap, sizeof *lines->items);
	if (!items)
		return NULL;
	lines->items = items;
	memset(&lines->items[lines->count], 0, sizeof *lines->items);
	return &lines->items[lines->count++];
}

/* Join lines with one hash to the first of them, in a table of line numbers. */
static bool find_repeats(nx_lines *lines)
{
	size_t size = 16, i;
	uint32_t *slots;

	while (size < (size_t)lines->count * 2)
		size *= 2;
	slots = malloc(size * sizeof *slots);
	if (!slots)
		return false;
	memset(slots, 0xFF, size * sizeof *slots);
	for (i = 0; i < lines->count; i++) {
		nx_line *line = &lines->items[i];
		size_t at = line->hash & (size - 1);

		while (slots[at] != NX_LINE_NONE && lines->items[slots[at]].hash != line->hash)
			at = (at + 1) & (size - 1);
		if (slots[at] == NX_LINE_NONE)
			slots[at] = (uint32_t)i;
		line->first = slots[at];
		lines->items[slots[at]].repeats++;
	}
	free(slots);
	return true;
}

/* What lies beyond LINES_MOST lines is one line, so that memory stays bounded. */
static bool next_line(const nx_lines *lines, nx_str *rest, nx_str *text)
{
	if (lines->count < LINES_MOST)
		return nx_str_split(rest, '\n', text);
	*text = *rest;
	*rest = NX_STR_NULL;
	return text->p != NULL;
}

nx_status nx_lines_read(nx_lines *lines, nx_str page, nx_error *err)
{
	size_t arabic = 0, latin = 0;
	bool blank = false;
	nx_str rest, text;

	rest = clean(lines, page);
	while (next_line(lines, &rest, &text)) {
		nx_line *line;

		text = nx_str_trim(text);
		if (text.n == 0) {
			blank = true;
			continue;
		}
		line = add_line(lines);
		if (!line)
			break;
		nx_line_examine(line, text, &lines->folds);
		line->blank_before = blank;
		blank = false;
		arabic += line->flags & NX_LINE_ARABIC ? line->words : 0;
		latin += line->flags & NX_LINE_ARABIC ? 0 : line->words;
	}
	lines->arabic = arabic >= latin;
	if (rest.p || lines->page.failed || lines->folds.failed || !find_repeats(lines))
		return nx_fail(err, NX_ERR_NOMEM, "out of memory for the lines of a page");
	return NX_OK;
}
