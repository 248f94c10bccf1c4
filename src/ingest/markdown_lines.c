/* Lines of Markdown, made fit for the parser. */
#include "ingest/markdown.h"
#include "newsidx/utf8.h"

/* The parser looks at each open quote and list for every line: real ones are three or
 * four deep, and with these limits a text made to do harm takes a minute no more. */
#define MARKS_MOST 24
#define INDENT_MOST 160

/* Direction marks, joiners and byte order marks: writers of Arabic put them before
 * "#" or "-" to see the line from right to left, and the parser takes them for text. */
static size_t skip_invisible(nx_str line)
{
	size_t pos = 0, end = 0;

	while (pos < line.n && (unsigned char)line.p[pos] >= 0xD8) {
		unsigned cp = nx_utf8_next(line, &pos);

		if (cp != 0x061C /* ARABIC LETTER MARK */ && !(cp >= 0x200B && cp <= 0x200F) &&
			!(cp >= 0x202A && cp <= 0x202E) && !(cp >= 0x2066 && cp <= 0x2069) &&
			cp != 0xFEFF)
			break;
		end = pos;
	}
	return end;
}

/* Length of a list item's mark at byte `i`, 0 when none stands there. */
static size_t list_mark(nx_str line, size_t i)
{
	size_t end = i;

	if (line.p[i] == '-' || line.p[i] == '*' || line.p[i] == '+')
		end++;
	while (end < line.n && end < i + 9 && line.p[end] >= '0' && line.p[end] <= '9')
		end++;
	if (end > i && end < line.n && (line.p[end] == '.' || line.p[end] == ')') &&
		line.p[end - 1] >= '0')
		end++;
	else if (end != i + 1 || line.p[i] >= '0')
		return 0;
	return end < line.n && (line.p[end] == ' ' || line.p[end] == '\t') ? end - i : 0;
}

static void tame_line(nx_buf *out, nx_str line)
{
	size_t i = skip_invisible(line), marks = 0, indent = 0;

	while (i < line.n) {
		size_t n = 1;

		if (line.p[i] == ' ' || line.p[i] == '\t') {
			indent += line.p[i] == ' ' ? 1 : 4;
			if (indent <= INDENT_MOST)
				nx_buf_addc(out, line.p[i]);
		} else if (line.p[i] == '>' || (n = list_mark(line, i)) > 0) {
			if (++marks <= MARKS_MOST)
				nx_buf_add(out, nx_str_slice(line, i, i + n));
		} else {
			break;
		}
		i += n;
	}
	nx_buf_add(out, nx_str_slice(line, i, line.n));
}

void nx_markdown_tame(nx_buf *out, nx_str text)
{
	nx_str rest = text, line;

	if (!nx_buf_reserve(out, text.n + 1))
		return;
	while (nx_str_split(&rest, '\n', &line)) {
		tame_line(out, line);
		if (rest.p)
			nx_buf_addc(out, '\n');
	}
}
