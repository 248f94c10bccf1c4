/* A text typed with the keyboard in the other language. */
#include "base/embed.h"
#include "newsidx/query.h"
#include "newsidx/utf8.h"

NX_EMBED(keyboard_tsv, "src/query/data/keyboard.tsv")

/* The row whose field `from` begins the text at *pos, the longest of them; its other field,
 * or NX_STR_NULL. Of rows that are as long the first counts. */
static nx_str key_at(nx_str text, size_t pos, int from, size_t *length)
{
	nx_str rest = keyboard_tsv(), line, best = NX_STR_NULL;

	*length = 0;
	while (nx_str_split(&rest, '\n', &line)) {
		nx_str field[2] = { NX_STR_NULL, NX_STR_NULL };

		if (nx_str_starts(line, NX_STR("#")) || !nx_str_split(&line, '\t', &field[0]))
			continue;
		field[1] = line;
		if (field[from].n > *length &&
			nx_str_starts(nx_str_slice(text, pos, text.n), field[from])) {
			*length = field[from].n;
			best = field[!from];
		}
	}
	return best;
}

bool nx_keyboard_other(nx_buf *out, nx_str text, bool to_arabic)
{
	size_t pos = 0, length, changed = 0;

	while (pos < text.n) {
		nx_str other = key_at(text, pos, to_arabic ? 0 : 1, &length);

		if (other.p) {
			nx_buf_add(out, other);
			changed++;
		} else {
			length = pos;
			nx_utf8_next(text, &length);
			length -= pos;
			nx_buf_add(out, nx_str_slice(text, pos, pos + length));
		}
		pos += length;
	}
	return changed > 0;
}
