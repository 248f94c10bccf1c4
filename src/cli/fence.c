/* Messages on a terminal: a message reads in the direction of its language, and a run of
 * words of the other direction, with the digits and signs that belong to it, is fenced
 * with isolates (Unicode Standard Annex 9), so that `--limit 5` stays `--limit 5` within
 * an Arabic sentence. */
#include <string.h>
#include <unistd.h>

#include "cli/messages.h"
#include "newsidx/columns.h"
#include "newsidx/utf8.h"

enum { LEFT_TO_RIGHT = 0x2066, RIGHT_TO_LEFT = 0x2067, FIRST_STRONG = 0x2068, POP = 0x2069 };

static bool plain;

void messages_plain(void)
{
	plain = true;
}

/* 0x060C, 0x061B, 0x061F: Arabic comma, semicolon and question mark. */
static bool is_arabic_stop(unsigned cp)
{
	return cp == 0x060C || cp == 0x061B || cp == 0x061F;
}

/* These belong to the sentence; a comma may stand in a list of foreign words. */
static bool ends_run(nx_str word)
{
	size_t at = word.n;
	unsigned cp = nx_utf8_prev(word, &at);

	return cp == ':' || is_arabic_stop(cp);
}

static nx_str without_stops(nx_str word)
{
	while (word.n) {
		size_t at = word.n;
		unsigned cp = nx_utf8_prev(word, &at);

		if (!is_arabic_stop(cp) && !(cp < 0x80 && strchr(",:;?!.", (int)cp)))
			break;
		word.n = at;
	}
	return word;
}

static bool has_letter_or_digit(nx_str word)
{
	for (size_t i = 0; i < word.n; i++) {
		char c = word.p[i];

		if ((c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z'))
			return true;
	}
	return false;
}

/* Does the word run against the direction of the line? Figures stand in an Arabic line
 * as they are written: 2020-10-27 would else be turned round. */
static bool is_foreign(nx_str word, bool rtl)
{
	word = without_stops(word);
	return rtl ? !nx_is_rtl(word) && has_letter_or_digit(word) : nx_is_rtl(word);
}

static size_t word_end(nx_str line, size_t at)
{
	while (at < line.n && line.p[at] != ' ')
		at++;
	return at;
}

/* The next words that run against the line, at or behind *from. */
static bool find_run(nx_str line, bool rtl, size_t *from, size_t *to)
{
	bool open = false;

	for (size_t at = *from; at < line.n;) {
		size_t end = word_end(line, at);
		nx_str word = nx_str_slice(line, at, end);

		if (word.n && is_foreign(word, rtl)) {
			if (!open)
				*from = at;
			*to = end;
			open = true;
			if (ends_run(word))
				break;
		} else if (open && word.n) {
			break;
		}
		at = end + 1;
	}
	return open;
}

static size_t count_of(nx_str s, unsigned cp)
{
	size_t pos = 0, n = 0;

	while (pos < s.n)
		n += nx_utf8_next(s, &pos) == cp;
	return n;
}

/* A quotation mark or bracket whose other half stands outside the run. */
static bool is_half(nx_str run, unsigned cp)
{
	static const unsigned pairs[][2] = { { '"', '"' }, { '\'', '\'' }, { '(', ')' },
		{ '[', ']' }, { '{', '}' } };

	if (cp == 0xAB || cp == 0xBB) /* the sentence's own quotation marks */
		return true;
	for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
		unsigned a = pairs[i][0], b = pairs[i][1];

		if (cp == a || cp == b)
			return a == b ? count_of(run, a) % 2 : count_of(run, a) != count_of(run, b);
	}
	return false;
}

/* What belongs to the sentence around it, not to the run. */
static void trim(nx_str line, size_t *from, size_t *to)
{
	while (*from < *to) {
		size_t next = *from;

		if (!is_half(nx_str_slice(line, *from, *to), nx_utf8_next(line, &next)))
			break;
		*from = next;
	}
	while (*from < *to) {
		size_t at = *to;
		nx_str run = nx_str_slice(line, *from, *to);
		unsigned cp = nx_utf8_prev(line, &at);

		if (nx_str_ends(run, NX_STR("..")) ||
			(!is_half(run, cp) && without_stops(run).n == run.n))
			break;
		*to = at;
	}
}

static void add_fenced(nx_buf *out, nx_str line, bool rtl)
{
	size_t done = 0, from = 0, to = 0;

	if (rtl)
		nx_buf_add_cp(out, RIGHT_TO_LEFT);
	while (find_run(line, rtl, &from, &to)) {
		trim(line, &from, &to);
		nx_buf_add(out, nx_str_slice(line, done, from));
		nx_buf_add_cp(out, rtl ? LEFT_TO_RIGHT : RIGHT_TO_LEFT);
		nx_buf_add(out, nx_str_slice(line, from, to));
		nx_buf_add_cp(out, POP);
		done = from = to;
	}
	nx_buf_add(out, nx_str_slice(line, done, line.n));
	if (rtl)
		nx_buf_add_cp(out, POP);
}

static bool is_arabic(void)
{
	return !strncmp(messages_locale(), "ar", 2);
}

/* Queries, file names and what they mean, side by side. */
static void add_columns(nx_buf *out, nx_str line)
{
	size_t at = 0;

	while (at < line.n) {
		size_t end = nx_str_find(line, NX_STR("  "), at), next;
		nx_str cell = nx_str_slice(line, at, end);

		end = at + cell.n;
		for (next = end; next < line.n && line.p[next] == ' ';)
			next++;
		if (is_arabic() && nx_is_rtl(cell)) {
			add_fenced(out, cell, true);
		} else if (cell.n) {
			nx_buf_add_cp(out, FIRST_STRONG);
			nx_buf_add(out, cell);
			nx_buf_add_cp(out, POP);
		}
		nx_buf_add(out, nx_str_slice(line, end, next));
		at = next;
	}
}

static void put(FILE *to, nx_str line, void (*add)(nx_buf *out, nx_str line))
{
	nx_buf out = NX_BUF_INIT;

	if (!plain && isatty(fileno(to)))
		add(&out, line);
	else
		nx_buf_add(&out, line);
	fwrite(out.p, 1, out.n, to);
	nx_buf_release(&out);
}

static void add_sentence(nx_buf *out, nx_str line)
{
	add_fenced(out, line, is_arabic());
}

void message_put(FILE *to, nx_str line)
{
	put(to, line, add_sentence);
}

void message_put_lines(FILE *to, nx_str lines)
{
	nx_str line;

	while (lines.n && nx_str_split(&lines, '\n', &line)) {
		if (line.n)
			put(to, line, line.p[0] == ' ' ? add_columns : add_sentence);
		fputc('\n', to);
	}
}
