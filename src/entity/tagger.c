#include "entity/tagger.h"

#include <stdlib.h>
#include <string.h>

#include "base/hash.h"

/* Longer sentences are cut, at a full stop if there is one. */
enum { SENTENCE_LONG = 150, SENTENCE_MAX = TAGGER_SENTENCE_MAX };

/* What is remembered of a word type, a line of the cache long: how the lexicon reads it,
 * and what it adds to the scores of its own place and of those around it. The latter are
 * halved, for they are small and many. */
typedef struct tagger_cell {
	uint32_t check; /* lower half of the key; 0 for an empty cell */
	uint32_t classes;
	uint32_t word;
	bool plain; /* no reading but `word` */
	bool again; /* seen more than once since a newer word wanted the cell */
	lanes self;
	int8_t near[2 * REACH][LANES]; /* at -REACH, ... -1, 1, ... REACH */
} tagger_cell;
_Static_assert(sizeof(tagger_cell) == 64, "a cell is a line of the cache");

enum { CELL_BITS = 16, CELLS = 1 << CELL_BITS };

nx_status tagger_init(tagger *t, const nx_lexicon *lexicon, const model *m, nx_error *err)
{
	nx_status status = NX_OK;

	memset(t, 0, sizeof *t);
	t->lexicon = lexicon;
	if (m)
		t->model = *m;
	else
		status = lexicon_model(lexicon, &t->model, err);
	if (status != NX_OK)
		return status;
	t->cell_room = calloc(CELLS + 1, sizeof *t->cells);
	if (!t->cell_room)
		return nx_fail(err, NX_ERR_NOMEM, "names: out of memory");
	t->cells = (tagger_cell *)(((uintptr_t)t->cell_room + sizeof *t->cells - 1) /
				   sizeof *t->cells * sizeof *t->cells);
	return NX_OK;
}

void tagger_release(tagger *t)
{
	free(t->words);
	free(t->cell_room);
	memset(t, 0, sizeof *t);
}

void tagger_begin(tagger *t, nx_str text)
{
	t->text = text;
	t->count = t->sentence = 0;
	t->failed = false;
}

/* Add the weights of a trait at all offsets to sums[offset + REACH]: they lie side by
 * side, see trait_key(). */
static inline void add_trait(lanes sums[2 * REACH + 1], const model *m, uint64_t attr)
{
	const model_feature *features = m->features;
	unsigned check = model_feature_check(attr);

	for (size_t at = model_slot(attr, m->feature_slots); features[at].check;) {
		unsigned offset = (features[at].check ^ check) / 2 - 1;

		if (offset <= 2 * REACH)
			sums[offset] += model_weights(&features[at]);
		if (++at == m->feature_slots)
			at = 0;
	}
}

static void fill_cell(tagger_cell *cell, const tagger *t, const nx_token *token, uint64_t key)
{
	const word_class_source source = { model_find_classes, &t->model };
	traits word;
	size_t count = 0;
	lanes sums[2 * REACH + 1] = { { 0 } };
	readings as;

	traits_read(&word, t->lexicon, &source, token->fold, token->stem, token->kind);
	readings_of(&as, t->lexicon, token->fold);
	for (size_t i = 0; i < word.count; i++)
		if (model_present(&t->model, word.attr[i])) {
			model_prefetch(&t->model, word.attr[i]);
			word.attr[count++] = word.attr[i];
		}
	for (size_t i = 0; i < count; i++)
		add_trait(sums, &t->model, word.attr[i]);
	cell->check = (uint32_t)key | 1;
	cell->classes = model_pack_classes(&word.classes);
	cell->word = as.word[0];
	cell->plain = as.count == 1;
	cell->again = false;
	cell->self = sums[REACH];
	for (int k = 0; k < 2 * REACH; k++)
		for (int y = 0; y < LANES; y++) {
			int half = sums[k + (k >= REACH)][y] / 2;

			cell->near[k][y] = (int8_t)(half > 127 ? 127 : half < -127 ? -127 : half);
		}
}

static inline lanes near_scores(const tagger_cell *cell, int offset)
{
	int8_t bytes __attribute__((vector_size(8)));

	memcpy(&bytes, cell->near[offset + REACH - (offset > 0)], sizeof bytes);
	return __builtin_convertvector(bytes, lanes) * 2;
}

static bool has_nunation(nx_str word)
{
	for (size_t i = 0; i + 1 < word.n; i++)
		if (word.p[i] == '\xD9' && word.p[i + 1] >= '\x8B' && word.p[i + 1] <= '\x8D')
			return true;
	return false;
}

static bool opens_sentence(const tagger *t, unsigned gap)
{
	size_t length = t->count - t->sentence;

	return length == 0 || gap & GAP_LINE || length >= SENTENCE_MAX ||
	       (length >= SENTENCE_LONG && gap & GAP_STOP);
}

/* A full stop parts names unless it is that of an initial. */
static bool parts_names(unsigned gap, const tagger_word *before)
{
	if (gap & (GAP_COMMA | GAP_COLON))
		return true;
	return gap & GAP_STOP && before->end - before->start > 2;
}

static const tagger_cell *find_cell(tagger *t, const nx_token *token, uint64_t key)
{
	size_t at = key >> (64 - CELL_BITS);
	uint32_t check = (uint32_t)key | 1;
	tagger_cell *one = &t->cells[at], *other = &t->cells[at ^ 1];

	if (one->check != check && other->check == check)
		one = other;
	if (one->check == check) {
		one->again = true;
		return one;
	}
	/* Of the two it goes to the one that can be spared. */
	if (one->again && other->again)
		one->again = other->again = false;
	else if (one->again)
		one = other;
	fill_cell(one, t, token, key);
	return one;
}

/* Let the last word of the text and its neighbours add to one another's scores. */
static void share_scores(tagger *t, const tagger_cell *cell)
{
	tagger_word *word = &t->words[t->count];
	size_t inside = t->count - t->sentence;

	word->scores = cell->self;
	for (size_t k = 1; k <= REACH && k <= inside; k++) {
		word[-(ptrdiff_t)k].scores += near_scores(cell, (int)k);
		word->scores += t->ahead[k - 1][k - 1];
	}
	memmove(&t->ahead[1], &t->ahead[0], sizeof t->ahead[0] * (REACH - 1));
	for (int k = 1; k <= REACH; k++)
		t->ahead[0][k - 1] = near_scores(cell, -k);
}

uint64_t tagger_expect(const tagger *t, nx_str fold)
{
	uint64_t key = nx_hash_stored(0, fold);

	__builtin_prefetch(&t->cells[key >> (64 - CELL_BITS)]);
	return key;
}

void tagger_add(tagger *t, const nx_token *token, uint64_t key, unsigned gap, readings *as)
{
	tagger_word *words = nx_vec_room(t->words, t->count, &t->cap, sizeof *words), *word;
	const tagger_cell *cell = find_cell(t, token, key);

	if (cell->plain)
		*as = (readings){ { cell->word }, { 0 }, 1 };
	else
		readings_of(as, t->lexicon, token->fold);
	if (!words) {
		t->failed = true;
		return;
	}
	t->words = words;
	word = &words[t->count];
	memset(word, 0, sizeof *word);
	word->start = token->start;
	word->end = token->end;
	word->opens = opens_sentence(t, gap);
	word->parted = word->opens || parts_names(gap, &word[-1]);
	word->seen.key = key;
	word->seen.middle = model_packed_middle(cell->classes);
	word->seen.fine = model_packed_fine(cell->classes);
	word->seen.gap = (uint8_t)gap;
	if (token->kind == NX_TOKEN_ARABIC && token->end - token->start > token->fold.n)
		word->seen.nunation = has_nunation(
			(nx_str){ t->text.p + token->start, token->end - token->start });
	if (word->opens)
		t->sentence = t->count;
	share_scores(t, cell);
	t->count++;
}

void tagger_part(tagger *t, size_t word)
{
	if (word < t->count)
		t->words[word].parted = true;
}

void tagger_know(tagger *t, size_t first, size_t count, nx_entity_kind kind, tagger_belief belief)
{
	for (size_t i = 0; i < count && first + i < t->count; i++) {
		tagger_word *word = &t->words[first + i];

		if (belief == TAGGER_SURE)
			word->seen.known = known_name(kind, i, count);
		else if (belief != TAGGER_ORDINARY)
			word->seen.possible = known_name(kind, i, count);
		word->barred = belief >= TAGGER_BARRED ? (uint8_t)(kind + 1) : 0;
	}
}
