#include "newsidx/columns.h"
#include "newsidx/kwic.h"
#include "newsidx/utf8.h"
#include "output/html.h"
#include "output/terminal.h"

/* Columns of the page: before the word, from it on, of the ids. */
typedef struct layout {
	size_t left, right, id;
} layout;

static layout layout_of(const nx_print *print, const nx_kwics *kwics, size_t count)
{
	layout l = { 0, 0, 0 };

	for (size_t i = 0; i < count; i++) {
		const nx_kwic *k = &kwics->items[i];
		size_t left = nx_columns(k->left),
		       right = nx_columns(k->word) + nx_columns(k->right),
		       id = nx_str_from(k->id).n;

		l.left = left > l.left ? left : l.left;
		l.right = right > l.right ? right : l.right;
		l.id = id > l.id ? id : l.id;
	}
	if (print->width && l.left + l.right + l.id + 2 > print->width) {
		size_t room = print->width > l.id + 22 ? print->width - l.id - 2 : 20;
		size_t half = room * 9 / 20;

		/* What one side does not need is the other's. */
		if (l.left < half)
			half = l.left;
		else if (l.right < room - half)
			half = room - l.right;
		l.left = half;
		l.right = room - half;
	}
	return l;
}

/* The end of s that fits, from a word on if one begins there. */
static nx_str last_columns(nx_str s, size_t columns)
{
	size_t pos = s.n, used = 0, word = s.n, at = s.n;

	while (pos > 0) {
		used += nx_cp_columns(nx_utf8_prev(s, &pos));
		if (used > columns)
			return nx_str_slice(s, word < s.n ? word : at, s.n);
		at = pos;
		if (pos == 0 || s.p[pos - 1] == ' ')
			word = pos;
	}
	return s;
}

static nx_str first_columns(nx_str s, size_t columns)
{
	size_t next = 0;

	if (nx_columns(s) <= columns)
		return s;
	return columns ? nx_str_slice(s, 0, nx_line_end(s, 0, columns, &next)) : NX_STR("");
}

/* The whole line but the id is one isolate, its blanks too, and something stands behind it:
 * blanks at the end of a line would go to the other side of it (Annex 9, rule L1). */
static void add_text(nx_buf *out, const nx_print *print, const layout *l, const nx_kwic *k)
{
	nx_str left = last_columns(k->left, l->left), right;
	size_t word = nx_columns(k->word), used;
	bool rtl = nx_is_rtl(k->left) || nx_is_rtl(k->word) || nx_is_rtl(k->right);
	const nx_span mark = { .end = k->word.n };

	right = first_columns(k->right, l->right > word ? l->right - word : 0);
	used = word + nx_columns(right);
	terminal_open(out, print, rtl ? NX_STR("") : left, rtl);
	nx_buf_addf(out, "%*s", (int)(l->left - nx_columns(left)), "");
	nx_buf_add(out, left);
	terminal_piece(out, print, &(terminal_text){ k->word, &mark, 1, "" }, 0, k->word.n);
	nx_buf_add(out, right);
	nx_buf_addf(out, "%*s", used < l->right ? (int)(l->right - used) : 0, "");
	terminal_close(out, print);
	nx_buf_adds(out, "  ");
	terminal_value(out, print, "\033[33m", nx_str_from(k->id));
	nx_buf_addc(out, '\n');
}

static void add_tsv(nx_buf *out, const nx_kwic *k)
{
	const nx_str fields[] = { k->date, k->source, nx_str_trim(k->left), k->word,
		nx_str_trim(k->right) };

	nx_buf_adds(out, k->id);
	for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
		nx_buf_addc(out, '\t');
		nx_tsv_field(out, fields[i]);
	}
	nx_buf_addc(out, '\n');
}

static void add_jsonl(nx_buf *out, const nx_kwic *k)
{
	const struct {
		const char *name;
		nx_str value;
	} fields[] = { { "date", k->date }, { "source", k->source },
		{ "field", k->in_title ? NX_STR("title") : NX_STR("body") },
		{ "left", nx_str_trim(k->left) }, { "word", k->word },
		{ "right", nx_str_trim(k->right) } };

	nx_buf_addf(out, "{\"id\": \"%s\"", k->id);
	for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
		nx_buf_addf(out, ", \"%s\": ", fields[i].name);
		nx_json_string(out, fields[i].value);
	}
	nx_buf_addf(out, ", \"start\": %zu, \"end\": %zu}\n", k->start, k->end);
}

static void add_row(nx_buf *out, const nx_kwic *k)
{
	nx_buf_adds(out, "<tr><td class=\"before\">");
	html_text(out, nx_str_trim(k->left));
	nx_buf_addf(out, "</td><td class=\"word\" title=\"%s\"><mark>", k->id);
	html_text(out, k->word);
	nx_buf_adds(out, "</mark></td><td class=\"after\">");
	html_text(out, nx_str_trim(k->right));
	nx_buf_addf(out, "</td><td class=\"id\"><bdi>%s</bdi></td></tr>\n", k->id);
}

/* Below an overview, when the page has been begun by one. */
static void add_page(
	nx_buf *out, const nx_print *print, nx_str title, const nx_kwics *kwics, size_t count)
{
	if (!print->is_open) {
		html_open(out, title);
		nx_buf_adds(out, "<header>\n<h1 dir=\"auto\">");
		html_text(out, title.n ? title : NX_STR("newsidx"));
		nx_buf_adds(out, "</h1>\n</header>\n");
	}
	nx_buf_addf(out, "<p class=\"meta\"><span>المواضع: %zu</span></p>\n", count);
	nx_buf_adds(out, count ? "<table>\n<tbody>\n" : "");
	for (size_t i = 0; i < count; i++)
		add_row(out, &kwics->items[i]);
	nx_buf_adds(out, count ? "</tbody>\n</table>\n" : "");
	html_close(out);
}

void nx_kwics_print(nx_buf *out, const nx_print *print, nx_str format, nx_str title,
	const nx_kwics *kwics, size_t limit)
{
	size_t count = kwics->count < limit ? kwics->count : limit;
	layout l = layout_of(print, kwics, count);
	bool tsv = nx_str_eq(format, NX_STR("tsv")), jsonl = nx_str_eq(format, NX_STR("jsonl"));

	if (nx_str_eq(format, NX_STR("html"))) {
		add_page(out, print, title, kwics, count);
		return;
	}
	for (size_t i = 0; i < count; i++) {
		if (tsv)
			add_tsv(out, &kwics->items[i]);
		else if (jsonl)
			add_jsonl(out, &kwics->items[i]);
		else
			add_text(out, print, &l, &kwics->items[i]);
	}
}
