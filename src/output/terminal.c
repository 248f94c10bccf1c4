#include "output/terminal.h"

#include "newsidx/columns.h"

#define RESET "\033[0m"
#define MARK "\033[1;31m"

enum { FIRST_STRONG_ISOLATE = 0x2068, POP_ISOLATE = 0x2069, LTR_MARK = 0x200E, RTL_MARK = 0x200F };

void terminal_open(nx_buf *out, const nx_print *print, nx_str s, bool rtl)
{
	if (!print->isolate)
		return;
	nx_buf_add_cp(out, FIRST_STRONG_ISOLATE);
	if (nx_is_rtl(s) != rtl)
		nx_buf_add_cp(out, rtl ? RTL_MARK : LTR_MARK);
}

void terminal_close(nx_buf *out, const nx_print *print)
{
	if (print->isolate)
		nx_buf_add_cp(out, POP_ISOLATE);
}

static void add_line(nx_buf *out, nx_str s)
{
	for (size_t i = 0; i < s.n; i++)
		nx_buf_addc(out, s.p[i] == '\n' || s.p[i] == '\t' || s.p[i] == '\r' ? ' ' : s.p[i]);
}

void terminal_piece(
	nx_buf *out, const nx_print *print, const terminal_text *text, size_t from, size_t to)
{
	const char *color = print->color ? text->color : "";
	size_t at = from;

	nx_buf_adds(out, color);
	for (size_t i = 0; print->color && i < text->count; i++) {
		size_t start = text->marks[i].start, end = text->marks[i].end;

		start = start < at ? at : start;
		end = end > to ? to : end;
		if (start >= end)
			continue;
		add_line(out, nx_str_slice(text->s, at, start));
		nx_buf_adds(out, MARK);
		add_line(out, nx_str_slice(text->s, start, end));
		nx_buf_addf(out, RESET "%s", color);
		at = end;
	}
	add_line(out, nx_str_slice(text->s, at, to));
	if (*color)
		nx_buf_adds(out, RESET);
}

void nx_print_value(nx_buf *out, const nx_print *print, nx_str value)
{
	terminal_value(out, print, "", value);
}

void terminal_value(nx_buf *out, const nx_print *print, const char *color, nx_str s)
{
	terminal_open(out, print, s, nx_is_rtl(s));
	terminal_piece(out, print, &(terminal_text){ .s = s, .color = color }, 0, s.n);
	terminal_close(out, print);
}
