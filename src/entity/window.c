#include "entity/window.h"

#include <string.h>

#include "newsidx/fold.h"
#include "newsidx/utf8.h"

/* What may stand between the words of one name. A paragraph's end, a full stop or
 * a comma may not; but an initial has its full stop. */
static bool joins(unsigned cp, bool initial)
{
	switch (cp) {
	case ' ':
	case '\t':
	case 0x00A0: /* NO-BREAK SPACE */
	case 0x202F: /* NARROW NO-BREAK SPACE */
	case '-':
	case 0x2010: /* HYPHEN */
	case 0x2011: /* NON-BREAKING HYPHEN */
	case 0x2013: /* EN DASH */
	case 0x2014: /* EM DASH */
	case '(':
	case ')':
	case '"':
	case '\'':
	case 0x2019: /* RIGHT SINGLE QUOTATION MARK */
	case 0x00AB: /* LEFT-POINTING DOUBLE ANGLE QUOTATION MARK */
	case 0x00BB: /* RIGHT-POINTING DOUBLE ANGLE QUOTATION MARK */
	case 0x201C: /* LEFT DOUBLE QUOTATION MARK */
	case 0x201D: /* RIGHT DOUBLE QUOTATION MARK */
	case '&':
		return true;
	case '.':
		return initial;
	default:
		return nx_fold_class(cp) == NX_CLASS_DROP;
	}
}

static bool gap_joins(nx_str text, size_t from, size_t to, bool initial)
{
	if (to == from + 1 && text.p[from] == ' ')
		return true;
	while (from < to)
		if (!joins(nx_utf8_next(text, &from), initial))
			return false;
	return true;
}

static void read_token(window *w)
{
	window_word *word = &w->ring[w->read % WINDOW_RING];
	waiting_token *waiting = &w->waiting[w->read % WAITING];
	nx_token *token = &waiting->token;

	if (!nx_tokens_next(&w->tokens, token)) {
		w->ended = true;
		return;
	}
	if (w->listener->on_token)
		w->listener->on_token(w->listener->ctx, token);
	memcpy(waiting->fold, token->fold.p, token->fold.n);
	memcpy(waiting->stem, token->stem.p, token->stem.n);
	token->fold.p = waiting->fold;
	token->stem.p = waiting->stem;
	waiting->gap = gap_of(nx_str_slice(w->text, w->read_end, token->start));
	waiting->key = tagger_expect(w->tagger, token->fold);
	word->start = token->start;
	word->end = token->end;
	word->joined = gap_joins(w->text, w->read_end, token->start, w->read_initial);
	w->read_end = token->end;
	w->read_initial = token->fold.n <= 2;
	w->read++;
	w->waiting_count++;
}

/* Fill the window as far as the text goes. */
static void fill(window *w)
{
	while (w->count < WINDOW_SIZE) {
		size_t at = w->first + w->count;
		const waiting_token *waiting = &w->waiting[at % WAITING];

		while (w->waiting_count < WAITING && !w->ended)
			read_token(w);
		if (w->waiting_count == 0)
			break;
		tagger_add(w->tagger, &waiting->token, waiting->key, waiting->gap,
			&w->ring[at % WINDOW_RING].as);
		w->waiting_count--;
		w->count++;
	}
}

void window_init(
	window *w, const nx_lexicon *lexicon, const nx_mentions *listener, tagger *t, nx_str text)
{
	w->tagger = t;
	w->lexicon = lexicon;
	w->listener = listener;
	w->text = text;
	w->first = w->count = w->waiting_count = w->read = w->read_end = 0;
	w->read_initial = w->ended = false;
	nx_tokens_init(&w->tokens, text);
	fill(w);
}

void window_release(window *w)
{
	nx_tokens_release(&w->tokens);
}

void window_advance(window *w, size_t count)
{
	w->first += count;
	w->count -= count;
	fill(w);
}

const window_word *window_before(const window *w, size_t back)
{
	if (back > w->first || back > WINDOW_BEHIND)
		return NULL;
	for (size_t i = 0; i < back; i++)
		if (!w->ring[(w->first - i) % WINDOW_RING].joined)
			return NULL;
	return &w->ring[(w->first - back) % WINDOW_RING];
}
