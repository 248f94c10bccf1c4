/* Cuts a text into words in one pass over its UTF-8: each code point is looked up
 * in the folding table and written, folded, to the token's buffer. Runs of scripts
 * without spaces go to complex.c. */
#include "newsidx/token.h"

#include <string.h>

#include "newsidx/stem.h"
#include "newsidx/utf8.h"
#include "text/complex.h"
#include "text/fold_entry.h"
#include "text/words.h"

void nx_tokens_init(nx_tokens *tokens, nx_str text)
{
	tokens->text = text;
	tokens->pos = 0;
	tokens->complex = NULL;
	tokens->unstemmed = false;
}

void nx_tokens_release(nx_tokens *tokens)
{
	complex_free(tokens->complex);
	tokens->complex = NULL;
	tokens->unstemmed = false;
}

/* The code point at `pos`, with *next behind it. Two-byte sequences, which hold
 * all of the Arabic block, are read here; malformed ones fall to nx_utf8_next(). */
static inline unsigned peek(nx_str text, size_t pos, size_t *next)
{
	const unsigned char *p = (const unsigned char *)text.p + pos;

	if (p[0] < 0x80) {
		*next = pos + 1;
		return p[0];
	}
	if (p[0] >= 0xC2 && p[0] < 0xE0 && text.n - pos > 1 && (p[1] & 0xC0) == 0x80) {
		*next = pos + 2;
		return (p[0] & 0x1Fu) << 6 | (p[1] & 0x3Fu);
	}
	*next = pos;
	return nx_utf8_next(text, next);
}

static inline size_t put(char *out, size_t n, unsigned cp)
{
	if (n >= NX_TOKEN_MAX)
		return n;
	if (cp < 0x80) {
		out[n] = (char)cp;
		return n + 1;
	}
	if (cp < 0x800) {
		out[n] = (char)(0xC0 | cp >> 6);
		out[n + 1] = (char)(0x80 | (cp & 0x3F));
		return n + 2;
	}
	return n + nx_utf8_put(out + n, cp);
}

static size_t put_entry(char *out, size_t n, uint32_t entry, unsigned cp)
{
	const uint32_t *expansion;
	uint32_t i;

	if (!(entry & ENTRY_EXPANDS))
		return put(out, n, entry & ENTRY_VALUE ? entry & ENTRY_VALUE : cp);
	expansion = fold_expansion(entry);
	for (i = 1; i <= expansion[0]; i++)
		n = put(out, n, expansion[i]);
	return n;
}

/* put() lets the last code point begin within the limit; it must end there too. */
static size_t cut_at_limit(const char *fold, size_t n)
{
	if (n <= NX_TOKEN_MAX)
		return n;
	do
		n--;
	while (((unsigned char)fold[n] & 0xC0) == 0x80);
	return n;
}

/* A word from t->pos on, whose first code point has the class Arabic or letter or
 * digit. Arabic letters and others never share a word; digits join letters of
 * other scripts (G20) but not Arabic ones. Returns the length of the fold;
 * *hanging tells that the word ends in a tatweel, as a particle before a quotation
 * mark does. */
static size_t read_word(nx_tokens *t, bool arabic, size_t *end, bool *hanging)
{
	size_t pos = t->pos, n = 0;

	*end = pos;
	*hanging = false;
	while (pos < t->text.n) {
		size_t next;
		unsigned cp = peek(t->text, pos, &next);
		uint32_t entry = fold_entry(cp);
		nx_class class = entry_class(entry);

		if (class == NX_CLASS_DROP) {
			if (entry & ENTRY_VALUE) {
				*end = next;
				*hanging = cp == 0x0640; /* TATWEEL */
			}
			pos = next;
			continue;
		}
		if (arabic ? class != NX_CLASS_ARABIC
			   : class != NX_CLASS_LETTER && class != NX_CLASS_DIGIT)
			break;
		n = put_entry(t->fold, n, entry, cp);
		*hanging = false;
		*end = next;
		pos = next;
	}
	t->pos = pos;
	return cut_at_limit(t->fold, n);
}

/* Count the digits from `pos` on, dropped marks between them allowed; *next is
 * behind them. */
static size_t count_digits(nx_str text, size_t pos, size_t *next)
{
	size_t count = 0;

	*next = pos;
	while (pos < text.n) {
		size_t after;
		nx_class class = entry_class(fold_entry(peek(text, pos, &after)));

		if (class == NX_CLASS_DIGIT) {
			count++;
			*next = after;
		} else if (class != NX_CLASS_DROP) {
			break;
		}
		pos = after;
	}
	return count;
}

/* What joins two groups of digits into one number: '.' for a decimal point, ','
 * for a thousands separator, 0 for neither. */
static char number_separator(unsigned cp)
{
	switch (cp) {
	case '.':
	case 0x066B: /* ARABIC DECIMAL SEPARATOR */
		return '.';
	case ',':
	case 0x066C: /* ARABIC THOUSANDS SEPARATOR */
		return ',';
	default:
		return 0;
	}
}

/* Is the group of digits at `pos` a later one of several numbers? */
static bool follows_separator(nx_str text, size_t pos)
{
	if (pos == 0 || !number_separator(nx_utf8_prev(text, &pos)) || pos == 0)
		return false;
	return nx_fold_class(nx_utf8_prev(text, &pos)) == NX_CLASS_DIGIT;
}

/* How far a number goes that begins at `pos`: thousands in groups of three, then
 * at most one decimal point. What has more separators than that (2020.10.02, an
 * address) is several numbers, and only the first group is taken. */
static size_t number_end(nx_str text, size_t pos)
{
	size_t first_end, end, next, digits = count_digits(text, pos, &first_end);
	bool decimal = false;

	end = first_end;
	if (follows_separator(text, pos))
		return first_end;
	while (end < text.n) {
		size_t after, group;
		char sep = number_separator(peek(text, end, &after));

		if (!sep)
			break;
		group = count_digits(text, after, &next);
		if (group == 0)
			break;
		if (decimal || (sep == ',' && (group != 3 || digits > 3)))
			return first_end;
		if (sep == '.')
			decimal = true;
		digits = group;
		end = next;
	}
	return end;
}

static size_t read_number(nx_tokens *t, size_t end)
{
	size_t n = 0;

	while (t->pos < end) {
		size_t next;
		unsigned cp = peek(t->text, t->pos, &next);
		uint32_t entry = fold_entry(cp);

		if (entry_class(entry) == NX_CLASS_DIGIT)
			n = put_entry(t->fold, n, entry, cp);
		else if (number_separator(cp) == '.')
			n = put(t->fold, n, '.');
		t->pos = next;
	}
	/* A number cut at the limit must not end in its point. */
	return n > 0 && t->fold[n - 1] == '.' ? n - 1 : n;
}

/* Does a letter of a script other than Arabic follow the digits at t->pos? */
static bool digits_open_word(const nx_tokens *t, size_t *digits_end)
{
	size_t next;

	count_digits(t->text, t->pos, digits_end);
	return *digits_end < t->text.n &&
	       entry_class(fold_entry(peek(t->text, *digits_end, &next))) == NX_CLASS_LETTER;
}

static bool emit(
	nx_tokens *t, nx_token *out, nx_token_kind kind, size_t n, size_t start, size_t end)
{
	out->kind = kind;
	out->start = start;
	out->end = end;
	out->fold = (nx_str){ t->fold, n };
	out->stem = out->fold;
	if (kind == NX_TOKEN_ARABIC && !t->unstemmed) {
		size_t stem = nx_stem(t->stem, out->fold);

		if (stem != n || memcmp(t->stem, t->fold, n) != 0)
			out->stem = (nx_str){ t->stem, stem };
	}
	return n > 0;
}

/* The words of an Arabic ligature are words like others. */
static nx_token_kind complex_kind(nx_str fold)
{
	size_t pos = 0;

	return nx_fold_class(nx_utf8_next(fold, &pos)) == NX_CLASS_ARABIC ? NX_TOKEN_ARABIC
									  : NX_TOKEN_OTHER;
}

bool nx_tokens_next(nx_tokens *t, nx_token *out)
{
	while (t->complex || t->pos < t->text.n) {
		size_t next, start = t->pos, end, n;
		nx_class class;
		bool hanging;

		if (t->complex) {
			n = complex_next(t->complex, t->fold, NX_TOKEN_MAX, &start, &end);
			if (n > 0)
				return emit(t, out, complex_kind((nx_str){ t->fold, n }), n, start,
					end);
			t->pos = end;
			nx_tokens_release(t);
			continue;
		}
		class = entry_class(fold_entry(peek(t->text, t->pos, &next)));
		switch (class) {
		case NX_CLASS_BREAK:
		case NX_CLASS_DROP:
			t->pos = next;
			continue;
		case NX_CLASS_COMPLEX:
			t->complex = complex_new(t->text, t->pos);
			if (!t->complex)
				t->pos = next;
			continue;
		case NX_CLASS_DIGIT:
			if (!digits_open_word(t, &end)) {
				end = number_end(t->text, t->pos);
				n = read_number(t, end);
				return emit(t, out, NX_TOKEN_NUMBER, n, start, end);
			}
			break;
		default:
			break;
		}
		n = read_word(t, class == NX_CLASS_ARABIC, &end, &hanging);
		if (hanging && words_have(&particles, (nx_str){ t->fold, n }))
			continue;
		return emit(t, out, class == NX_CLASS_ARABIC ? NX_TOKEN_ARABIC : NX_TOKEN_OTHER, n,
			start, end);
	}
	return false;
}
