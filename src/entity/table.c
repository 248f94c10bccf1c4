#include "entity/table.h"

#include <string.h>

#include "newsidx/token.h"
#include "newsidx/utf8.h"

#define SHOWN_BYTES 120 /* of what is malformed */

bool table_next(fact_table *t, nx_str *line)
{
	while (nx_str_split(&t->rest, '\n', line)) {
		t->line++;
		if (line->n > 0 && line->p[0] != '#')
			return true;
	}
	return false;
}

bool table_value(nx_str *rest, nx_str *value)
{
	if (!nx_str_split(rest, '|', value))
		return false;
	*value = nx_str_trim(*value);
	return true;
}

nx_status table_words(fact_table *t, nx_str text, uint32_t words[SPELLING_MAX], size_t *count)
{
	nx_tokens tokens;
	nx_token token;
	nx_status status = NX_OK;

	*count = 0;
	nx_tokens_init(&tokens, text);
	while (status == NX_OK && nx_tokens_next(&tokens, &token)) {
		if (*count == SPELLING_MAX) {
			status = table_malformed(t, "too many words", text);
			break;
		}
		words[*count] = lexicon_word_add(t->lexicon, token.fold);
		if (!words[(*count)++])
			status = table_nomem(t);
	}
	if (status == NX_OK && *count == 0)
		status = table_malformed(t, "a word expected", text);
	nx_tokens_release(&tokens);
	return status;
}

size_t table_join_compounds(nx_lexicon *lexicon, uint32_t words[SPELLING_MAX], size_t count)
{
	char joined[2 * (NX_TOKEN_MAX + 8)];
	size_t from, to = 0;

	for (from = 0; from < count; from++, to++) {
		nx_str first = lexicon_text(lexicon, words[from]), second;

		words[to] = words[from];
		if (from + 1 == count ||
			!(nx_str_eq(first, NX_STR("عبد")) || nx_str_eq(first, NX_STR("ابو"))))
			continue;
		second = lexicon_text(lexicon, words[++from]);
		memcpy(joined, first.p, first.n);
		memcpy(joined + first.n, second.p, second.n);
		words[to] = lexicon_word_add(lexicon, (nx_str){ joined, first.n + second.n });
	}
	return to;
}

nx_status table_path(fact_table *t, const uint32_t *words, size_t count, uint32_t *node)
{
	*node = 0;
	for (size_t i = 0; i < count; i++) {
		*node = words[i] ? lexicon_step_add(t->lexicon, *node, words[i]) : 0;
		if (!*node)
			return table_nomem(t);
	}
	return NX_OK;
}

nx_status table_malformed(const fact_table *t, const char *what, nx_str where)
{
	size_t n = where.n;

	if (n > SHOWN_BYTES)
		n = nx_utf8_valid(nx_str_slice(where, 0, SHOWN_BYTES));
	return nx_fail(t->err, NX_ERR_FORMAT, "%s:%zu: %s: \"%.*s%s\"", t->file, t->line,
		nx_message(what), (int)n, where.p, n < where.n ? "..." : "");
}

nx_status table_nomem(const fact_table *t)
{
	return nx_fail(t->err, NX_ERR_NOMEM, "lexicon: out of memory");
}
