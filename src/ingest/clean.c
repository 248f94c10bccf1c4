#include "ingest/clean.h"

/* Length of the control character at byte `i`, 0 when another one stands there.
 * C1 is U+0080 to U+009F: C2 80 to C2 9F. */
static size_t control_at(nx_str s, size_t i)
{
	unsigned char c = (unsigned char)s.p[i];

	if (c == 0xC2 && i + 1 < s.n)
		return (unsigned char)s.p[i + 1] <= 0x9F ? 2 : 0;
	return c < 0x20 || c == 0x7F;
}

/* Bytes from `i` on in which nothing has to be done. */
static size_t plain_run(nx_str s, size_t i)
{
	size_t start = i;

	while (i < s.n && (s.p[i] == '\n' || s.p[i] == '\t' || !control_at(s, i)))
		i++;
	return i - start;
}

void nx_clean_lines(nx_buf *out, nx_str text)
{
	size_t i = 0;

	while (i < text.n) {
		size_t run = plain_run(text, i);

		nx_buf_add(out, nx_str_slice(text, i, i + run));
		i += run;
		if (i >= text.n)
			break;
		if (text.p[i] != '\r')
			nx_buf_addc(out, ' ');
		else if (i + 1 == text.n || text.p[i + 1] != '\n')
			nx_buf_addc(out, '\n');
		i += control_at(text, i);
	}
}

static nx_str trim_blanks(nx_str s)
{
	while (s.n && (s.p[0] == ' ' || s.p[0] == '\t'))
		s = nx_str_slice(s, 1, s.n);
	while (s.n && (s.p[s.n - 1] == ' ' || s.p[s.n - 1] == '\t'))
		s.n--;
	return s;
}

void nx_clean_body(nx_buf *out, nx_str text)
{
	nx_buf lines = NX_BUF_INIT;
	nx_str rest, line;
	bool first = true, gap = false;

	nx_clean_lines(&lines, text);
	out->failed |= lines.failed;
	rest = nx_str_trim(nx_buf_str(&lines));
	while (nx_str_split(&rest, '\n', &line)) {
		line = trim_blanks(line);
		if (line.n == 0) {
			gap = true;
			continue;
		}
		if (!first)
			nx_buf_adds(out, gap ? "\n\n" : "\n");
		nx_buf_add(out, line);
		first = gap = false;
	}
	nx_buf_release(&lines);
}

void nx_clean_line(nx_buf *out, nx_str text)
{
	size_t i = 0;
	bool space = false;

	text = nx_str_trim(text);
	while (i < text.n) {
		size_t control = control_at(text, i);

		if (control || text.p[i] == ' ') {
			space = true;
			i += control ? control : 1;
			continue;
		}
		if (space)
			nx_buf_addc(out, ' ');
		space = false;
		nx_buf_addc(out, text.p[i++]);
	}
}
