/* Finds names in running text: the words of a window are walked through the lexicon.
 * Nearly every word is none of the lexicon's and moves on at once. */
#include <stdlib.h>

#include "entity/trust.h"
#include "newsidx/fold.h"
#include "newsidx/utf8.h"

typedef struct search {
	window window;
	trust_name last;
	size_t *doubtful; /* mentions that wait for a sure one */
	size_t doubtful_count, doubtful_cap;
} search;

typedef struct match {
	uint32_t entity;  /* index + 1; 0 for words that hold no name */
	size_t words;     /* 0 for no match */
	unsigned letters; /* of the clitics before it */
	trust trust;
} match;

/* Walk on from the window's first word, read as number `reading`, and keep the
 * longest spelling in *best if it is longer. */
static void walk(match *best, const search *s, unsigned reading)
{
	const window *w = &s->window;
	const nx_lexicon *lexicon = w->lexicon;
	const readings *first = &window_at(w, 0)->as;
	uint32_t node = lexicon_step(lexicon, 0, first->word[reading]);
	size_t words = 1;

	while (node) {
		trust sure = TRUST_NONE;

		if (words > best->words)
			sure = trust_spelling(w, node, first->letters[reading] > 0, &s->last);
		if (sure != TRUST_NONE)
			*best = (match){ lexicon->nodes[node].entity, words,
				first->letters[reading], sure };
		if (!lexicon->nodes[node].inner || words == w->count ||
			!window_at(w, words)->joined)
			break;
		node = lexicon_step(lexicon, node, window_at(w, words++)->as.word[0]);
	}
}

/* The byte behind `letters` letters of the word at `start` with their marks, or
 * `start` when the letters are not single code points in the text. */
static size_t behind_letters(nx_str text, size_t start, unsigned letters)
{
	unsigned folded[NX_FOLD_MAX];
	size_t pos = start, next = start;

	while (letters > 0) {
		size_t n = nx_fold_cp(folded, nx_utf8_next(text, &next));

		if (n > 1)
			return start;
		letters -= (unsigned)n;
		pos = next;
	}
	while (next < text.n && nx_fold_class(nx_utf8_next(text, &next)) == NX_CLASS_DROP)
		pos = next;
	return pos;
}

/* The end of the name in text[start, end) with the mark that closes a quotation or
 * bracket inside it: تنظيم «الدولة» ends behind the mark. */
static size_t with_closing_mark(nx_str text, size_t start, size_t end)
{
	unsigned open = 0, cp;
	size_t next;

	for (next = start; next < end;) {
		cp = nx_utf8_next(text, &next);
		if (cp == open)
			open = 0;
		else if (cp == '(')
			open = ')';
		else if (cp == '"')
			open = '"';
		else if (cp == 0x00AB) /* LEFT-POINTING DOUBLE ANGLE QUOTATION MARK */
			open = 0x00BB;
		else if (cp == 0x201C) /* LEFT DOUBLE QUOTATION MARK */
			open = 0x201D;
	}
	return open && end < text.n && nx_utf8_next(text, &next) == open ? next : end;
}

static nx_status note_doubt(search *s, size_t index)
{
	size_t *doubtful =
		nx_vec_room(s->doubtful, s->doubtful_count, &s->doubtful_cap, sizeof(*doubtful));

	if (!doubtful)
		return NX_ERR_NOMEM;
	s->doubtful = doubtful;
	doubtful[s->doubtful_count++] = index;
	return NX_OK;
}

static nx_status add_mention(nx_mentions *out, search *s, match found)
{
	const window *w = &s->window;
	nx_mention *items = nx_vec_room(out->items, out->count, &out->cap, sizeof(*items));
	nx_mention *mention;

	if (!items)
		return NX_ERR_NOMEM;
	out->items = items;
	if (found.trust == TRUST_DOUBTFUL && note_doubt(s, out->count) != NX_OK)
		return NX_ERR_NOMEM;
	mention = &items[out->count++];
	mention->entity = &w->lexicon->entities[found.entity - 1];
	mention->start = behind_letters(w->text, window_at(w, 0)->start, found.letters);
	mention->end = window_at(w, found.words - 1)->end;
	if (found.words > 1)
		mention->end = with_closing_mark(w->text, mention->start, mention->end);
	s->last = (trust_name){ w->first + found.words, mention->entity->kind };
	return NX_OK;
}

/* Take out the doubtful mentions of whom no other mention in `out` is sure. */
static nx_status settle(nx_mentions *out, const search *s)
{
	const nx_lexicon *lexicon = s->window.lexicon;
	size_t doubt = 0, kept = 0;
	bool *sure;

	if (s->doubtful_count == 0)
		return NX_OK;
	sure = calloc(lexicon->entity_count, sizeof(*sure));
	if (!sure)
		return NX_ERR_NOMEM;
	for (size_t i = 0; i < out->count; i++) {
		if (doubt < s->doubtful_count && s->doubtful[doubt] == i)
			doubt++;
		else
			sure[out->items[i].entity - lexicon->entities] = true;
	}
	doubt = 0;
	for (size_t i = 0; i < out->count; i++) {
		bool doubted = doubt < s->doubtful_count && s->doubtful[doubt] == i;

		doubt += doubted;
		if (!doubted || sure[out->items[i].entity - lexicon->entities])
			out->items[kept++] = out->items[i];
	}
	out->count = kept;
	free(sure);
	return NX_OK;
}

void nx_mentions_release(nx_mentions *mentions)
{
	free(mentions->items);
	*mentions = (nx_mentions)NX_MENTIONS_INIT;
}

nx_status nx_entities_find(nx_mentions *out, const nx_lexicon *lexicon, nx_str text, nx_error *err)
{
	search s = { .doubtful = NULL };
	window *w = &s.window;
	nx_status status = NX_OK;

	for (window_init(w, lexicon, out, text); w->count > 0 && status == NX_OK;) {
		match found = { .words = 0 };

		for (unsigned i = 0; i < window_at(w, 0)->as.count; i++)
			walk(&found, &s, i);
		if (found.entity)
			status = add_mention(out, &s, found);
		window_advance(w, found.words > 0 ? found.words : 1);
	}
	if (status == NX_OK)
		status = settle(out, &s);
	window_release(w);
	free(s.doubtful);
	out->tokens += w->first;
	return status == NX_OK ? NX_OK : nx_fail(err, status, "names: out of memory");
}
