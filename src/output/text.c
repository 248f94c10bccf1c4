/* For readers: one block an article, an empty line between blocks. In a terminal it is
 * aligned and broken between words; what is read from right to left stays in the order of
 * its bytes, between isolates, so that nothing beside it is drawn into its direction
 * (Unicode Standard Annex 9, 2.3). */
#include <string.h>

#include "newsidx/columns.h"
#include "output/printers.h"
#include "output/terminal.h"

#define GREEN "\033[32m"
#define YELLOW "\033[33m"
#define CYAN "\033[36m"
#define BOLD "\033[1m"

/* Lines longer than this are hard to read. */
#define LINE_MAX_COLUMNS 100
#define INDENT 2

static size_t room_of(const nx_print *print)
{
	size_t room = print->width < LINE_MAX_COLUMNS ? print->width : LINE_MAX_COLUMNS;

	return room > 4 * INDENT ? room - INDENT : 3 * INDENT;
}

/* Where the line that begins at byte `at` ends: with the text's own, or where the terminal
 * has no more room. */
static size_t end_of_line(const nx_print *print, nx_str s, size_t at, size_t columns, size_t *next)
{
	size_t end;

	if (print->width)
		return nx_line_end(s, at, columns, next);
	end = nx_str_find(s, NX_STR("\n"), at);
	*next = end == (size_t)-1 ? s.n : end + 1;
	return end == (size_t)-1 ? s.n : end;
}

/* A text, line by line. `open` and `close` stand for what was cut off at its ends. */
static void add_lines_of(nx_buf *out, const nx_print *print, const terminal_text *text,
	size_t indent, const char *open, const char *close)
{
	size_t at = 0, next = 0, end;
	bool rtl = nx_is_rtl(text->s);
	size_t room =
		room_of(print) - nx_columns(nx_str_from(open)) - nx_columns(nx_str_from(close));

	do {
		end = end_of_line(print, text->s, at, room, &next);
		nx_buf_addf(out, "%*s", (int)indent, "");
		terminal_open(out, print, nx_str_slice(text->s, at, end), rtl);
		nx_buf_adds(out, at ? "" : open);
		terminal_piece(out, print, text, at, end);
		at = next;
		nx_buf_adds(out, at < text->s.n ? "" : close);
		terminal_close(out, print);
		nx_buf_addc(out, '\n');
	} while (at < text->s.n);
}

/* Dates stand under dates: the hour is left to those who ask for the article. */
static void add_date(nx_buf *out, const nx_print *print, nx_str date)
{
	bool aligned = print->width && !print->with_body;

	if (!date.p)
		date = NX_STR("-");
	if (aligned)
		date = nx_str_slice(date, 0, 10);
	terminal_value(out, print, GREEN, date);
	if (aligned)
		nx_buf_addf(out, "%*s", (int)(10 - date.n), "");
}

static void add_head(nx_buf *out, const nx_print *print, const nx_hit *hit)
{
	nx_str id = nx_str_from(hit->id);

	if (print->qid.p) {
		terminal_value(out, print, "", print->qid);
		nx_buf_adds(out, "  ");
	}
	if (!print->is_extract) {
		terminal_value(out, print, YELLOW, id);
		if (print->width && !print->with_body && id.n < 11)
			nx_buf_addf(out, "%*s", (int)(11 - id.n), "");
		nx_buf_adds(out, "  ");
	}
	add_date(out, print, hit->date);
	if (hit->source.p) {
		nx_buf_adds(out, "  ");
		terminal_value(out, print, CYAN, hit->source);
	}
	if (hit->likeness != NX_LIKE_NONE)
		nx_buf_addf(out, "  %s %.2f", nx_likeness_name(hit->likeness), hit->score);
	if (hit->author.p && print->with_body) {
		nx_buf_adds(out, "  ");
		terminal_value(out, print, "", hit->author);
	}
	nx_buf_addc(out, '\n');
}

static void add_line(nx_buf *out, const nx_print *print, const char *label, nx_str value)
{
	nx_str item;
	bool first = true;

	if (!value.p)
		return;
	nx_buf_addf(out, "%s: ", label);
	while (nx_str_split(&value, '\n', &item)) {
		nx_buf_adds(out, first ? "" : ", ");
		terminal_value(out, print, "", item);
		first = false;
	}
	nx_buf_addc(out, '\n');
}

/* Texts with commas in them: a line each. */
static void add_lines(nx_buf *out, const nx_print *print, const char *label, nx_str list)
{
	nx_str line;

	while (list.n && nx_str_split(&list, '\n', &line))
		add_line(out, print, label, line);
}

/* Where else the article was found. */
static void add_copies(nx_buf *out, const nx_print *print, const nx_hit *hit)
{
	for (size_t i = 0; i < hit->copy_count; i++) {
		const nx_copy *copy = &hit->copies[i];
		const nx_str parts[] = { copy->date, copy->source, copy->docno, copy->path,
			copy->member };

		nx_buf_adds(out, "also:");
		for (size_t p = 0; p < sizeof parts / sizeof *parts; p++) {
			if (!parts[p].p)
				continue;
			nx_buf_addc(out, ' ');
			terminal_value(out, print, "", parts[p]);
		}
		nx_buf_addc(out, '\n');
	}
}

static void add_whole(nx_buf *out, const nx_print *print, const nx_hit *hit)
{
	nx_str body = hit->body, paragraph;

	add_line(out, print, "alternative title", hit->alternative_title);
	add_line(out, print, "dateline", hit->dateline);
	add_line(out, print, "tags", hit->tags);
	add_line(out, print, "section", hit->section);
	add_line(out, print, "url", hit->url);
	add_line(out, print, "path", hit->path);
	add_line(out, print, "member", hit->member);
	add_lines(out, print, "caption", hit->captions);
	add_lines(out, print, "sub-heading", hit->subheadings);
	add_copies(out, print, hit);
	nx_buf_addc(out, '\n');
	if (!print->width && !print->isolate) {
		nx_buf_add(out, body);
		nx_buf_addc(out, '\n');
		return;
	}
	while (nx_str_split(&body, '\n', &paragraph))
		add_lines_of(
			out, print, &(terminal_text){ .s = paragraph, .color = "" }, 0, "", "");
}

/* What is one text, whatever lines it had. */
static void add_joined(nx_buf *out, const nx_print *print, terminal_text text, size_t indent,
	const char *open, const char *close)
{
	nx_buf line = NX_BUF_INIT;

	for (size_t i = 0; i < text.s.n; i++)
		nx_buf_addc(&line, text.s.p[i] == '\n' ? ' ' : text.s.p[i]);
	out->failed |= line.failed;
	text.s = nx_buf_str(&line);
	add_lines_of(out, print, &text, indent, open, close);
	nx_buf_release(&line);
}

/* So many of a story are named; JSON has them all. */
#define NAMED 5

static void add_story(nx_buf *out, const nx_print *print, const nx_hit *hit)
{
	if (!hit->similar_count)
		return;
	nx_buf_addf(out, "  + %zu more: ", hit->similar_count);
	for (size_t i = 0; i < hit->similar_count && i < NAMED; i++) {
		const nx_member *member = &hit->similar[i];

		nx_buf_adds(out, i ? ", " : "");
		terminal_value(out, print, "", nx_str_from(member->id));
		if (member->source.n) {
			nx_buf_adds(out, " (");
			terminal_value(out, print, "", member->source);
			nx_buf_addc(out, ')');
		}
	}
	if (hit->similar_count > NAMED)
		nx_buf_adds(out, ", …");
	if (strcmp(hit->first, hit->id) != 0)
		nx_buf_addf(out, "; first: %s", hit->first);
	nx_buf_addc(out, '\n');
}

static void text_hit(nx_buf *out, nx_print *print, const nx_hit *hit)
{
	if (print->group ? print->in_group : print->count)
		nx_buf_addc(out, '\n');
	add_head(out, print, hit);
	if (hit->title.p)
		add_joined(out, print,
			(terminal_text){
				hit->title, hit->title_marks, hit->title_mark_count, BOLD },
			print->with_body ? 0 : INDENT, "", "");
	if (print->with_body)
		add_whole(out, print, hit);
	else if (hit->snippet.n && print->whole)
		add_lines_of(out, print,
			&(terminal_text){ hit->snippet, hit->marks, hit->mark_count, "" }, 0, "",
			"");
	else if (hit->snippet.n)
		add_joined(out, print,
			(terminal_text){ hit->snippet, hit->marks, hit->mark_count, "" }, INDENT,
			hit->cut_start ? "…" : "", hit->cut_end ? "…" : "");
	add_story(out, print, hit);
}

static void text_group(nx_buf *out, nx_print *print)
{
	if (print->count)
		nx_buf_addc(out, '\n');
	nx_buf_adds(out, print->color ? BOLD "== " : "== ");
	facets_add_value(out, print, print->group);
	nx_buf_addf(out, " (%lld)%s\n", (long long)print->group->articles,
		print->color ? "\033[0m" : "");
}

const nx_printer printer_text = { .name = "text",
	.needs_text = true,
	.needs_snippet = true,
	.hit = text_hit,
	.end = facets_text,
	.group = text_group };
