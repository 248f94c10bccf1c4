/* For readers: one block an article, an empty line between blocks. */
#include <string.h>

#include "output/printers.h"

#define RESET "\033[0m"
#define YELLOW "\033[33m"
#define GREEN "\033[32m"
#define CYAN "\033[36m"
#define BOLD "\033[1m"
#define MARK "\033[1;31m"

static void add(nx_buf *out, const nx_print *print, const char *color, nx_str s)
{
	if (print->color)
		nx_buf_adds(out, color);
	nx_buf_add(out, s);
	if (print->color)
		nx_buf_adds(out, RESET);
}

static char shown(const nx_print *print, char c)
{
	return (c == '\n' && !print->whole) || c == '\t' || c == '\r' ? ' ' : c;
}

/* A text on one line, but for a whole one, the places that answer the query marked. */
static void add_marked(nx_buf *out, const nx_print *print, nx_str s, const nx_span *marks,
	size_t count, const char *color)
{
	size_t i, at = 0, m = 0;

	if (print->color)
		nx_buf_adds(out, color);
	for (i = 0; i <= s.n; i++) {
		if (print->color && m < count && i == marks[m].start) {
			nx_buf_adds(out, MARK);
			at = i;
		}
		if (print->color && m < count && i == marks[m].end && i > at) {
			nx_buf_adds(out, RESET);
			nx_buf_adds(out, color);
			m++;
			if (m < count && i == marks[m].start)
				nx_buf_adds(out, MARK);
		}
		if (i < s.n)
			nx_buf_addc(out, shown(print, s.p[i]));
	}
	if (print->color)
		nx_buf_adds(out, RESET);
}

static void add_head(nx_buf *out, const nx_print *print, const nx_hit *hit)
{
	if (print->qid.p) {
		nx_buf_add(out, print->qid);
		nx_buf_adds(out, "  ");
	}
	if (!print->is_extract) {
		add(out, print, YELLOW, nx_str_from(hit->id));
		nx_buf_adds(out, "  ");
	}
	add(out, print, GREEN, hit->date.p ? hit->date : NX_STR("-"));
	if (hit->source.p) {
		nx_buf_adds(out, "  ");
		add(out, print, CYAN, hit->source);
	}
	if (hit->likeness != NX_LIKE_NONE)
		nx_buf_addf(out, "  %s %.2f", nx_likeness_name(hit->likeness), hit->score);
	if (hit->author.p && print->with_body) {
		nx_buf_adds(out, "  ");
		nx_buf_add(out, hit->author);
	}
	nx_buf_addc(out, '\n');
}

/* Texts with commas in them: a line each. */
static void add_lines(nx_buf *out, const char *label, nx_str list)
{
	nx_str line;

	while (list.n && nx_str_split(&list, '\n', &line))
		nx_buf_addf(out, "%s: %.*s\n", label, NX_FMT(line));
}

static void add_line(nx_buf *out, const char *label, nx_str value)
{
	size_t i;

	if (!value.p)
		return;
	nx_buf_addf(out, "%s: ", label);
	for (i = 0; i < value.n; i++) {
		if (value.p[i] == '\n')
			nx_buf_adds(out, ", ");
		else
			nx_buf_addc(out, value.p[i]);
	}
	nx_buf_addc(out, '\n');
}

/* Where else the article was found. */
static void add_copies(nx_buf *out, const nx_hit *hit)
{
	for (size_t i = 0; i < hit->copy_count; i++) {
		const nx_copy *copy = &hit->copies[i];
		const nx_str parts[] = { copy->date, copy->source, copy->docno, copy->path,
			copy->member };

		nx_buf_adds(out, "also:");
		for (size_t p = 0; p < sizeof parts / sizeof *parts; p++) {
			if (parts[p].p)
				nx_buf_addf(out, " %.*s", NX_FMT(parts[p]));
		}
		nx_buf_addc(out, '\n');
	}
}

/* So many of a story are named; JSON has them all. */
#define NAMED 5

static void add_story(nx_buf *out, const nx_hit *hit)
{
	if (!hit->similar_count)
		return;
	nx_buf_addf(out, "  + %zu more: ", hit->similar_count);
	for (size_t i = 0; i < hit->similar_count && i < NAMED; i++) {
		const nx_member *member = &hit->similar[i];

		nx_buf_addf(out, "%s%s", i ? ", " : "", member->id);
		if (member->source.n)
			nx_buf_addf(out, " (%.*s)", NX_FMT(member->source));
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
	if (hit->title.p) {
		if (!print->with_body)
			nx_buf_adds(out, "  ");
		add_marked(out, print, hit->title, hit->title_marks, hit->title_mark_count,
			print->color ? BOLD : "");
		nx_buf_addc(out, '\n');
	}
	if (print->with_body) {
		add_line(out, "alternative title", hit->alternative_title);
		add_line(out, "dateline", hit->dateline);
		add_line(out, "tags", hit->tags);
		add_line(out, "section", hit->section);
		add_line(out, "url", hit->url);
		add_line(out, "path", hit->path);
		add_line(out, "member", hit->member);
		add_lines(out, "caption", hit->captions);
		add_lines(out, "sub-heading", hit->subheadings);
		add_copies(out, hit);
		nx_buf_addc(out, '\n');
		nx_buf_add(out, hit->body);
		nx_buf_addc(out, '\n');
	} else if (hit->snippet.n) {
		nx_buf_adds(out, hit->cut_start ? "  …" : print->whole ? "" : "  ");
		add_marked(out, print, hit->snippet, hit->marks, hit->mark_count, "");
		nx_buf_adds(out, hit->cut_end ? "…\n" : "\n");
	}
	add_story(out, hit);
}

static void text_group(nx_buf *out, nx_print *print)
{
	if (print->count)
		nx_buf_addc(out, '\n');
	nx_buf_adds(out, print->color ? BOLD "== " : "== ");
	facets_add_value(out, print->group);
	nx_buf_addf(
		out, " (%lld)%s\n", (long long)print->group->articles, print->color ? RESET : "");
}

const nx_printer printer_text = { "text", true, true, false, NULL, text_hit, facets_text,
	text_group };
