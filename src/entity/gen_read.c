/* What the model is made from: labelled sentences, classes of words, and the features
 * of both. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "entity/gen_model.h"
#include "newsidx/utf8.h"

enum { LINE_TOKENS = 4096 };

static uint8_t tag_of(const char *label)
{
	static const struct {
		const char *name;
		nx_entity_kind kind;
	} kinds[] = {
		{ "PER", NX_ENTITY_PERSON },
		{ "PERS", NX_ENTITY_PERSON },
		{ "LOC", NX_ENTITY_PLACE },
		{ "GPE", NX_ENTITY_PLACE },
		{ "ORG", NX_ENTITY_ORGANIZATION },
	};

	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
		if ((label[0] == 'B' || label[0] == 'I') && label[1] == '-' &&
			strcmp(label + 2, kinds[i].name) == 0)
			return (uint8_t)(label[0] == 'B' ? TAG_FIRST(kinds[i].kind)
							 : TAG_LATER(kinds[i].kind));
	return TAG_OUTSIDE;
}

/* O, or B- or I- and a kind, of which three count. */
static bool is_label(const char *label)
{
	return !strcmp(label, "O") ||
	       ((label[0] == 'B' || label[0] == 'I') && label[1] == '-' && label[2]);
}

/* Is there a word with its label on the line? A line that has neither ends a sentence. */
static bool check_line(
	const char *word, const char *label, size_t tokens, const char *path, size_t number)
{
	const char *what = NULL;
	char *where = NULL;

	if (!word)
		return false;
	if (label == word)
		what = "a word and its label expected, with a space between them";
	else if (!is_label(label))
		what = "the label is none of O, B-KIND and I-KIND";
	else if (nx_utf8_valid(nx_str_from(word)) < strlen(word))
		what = "not UTF-8";
	else if (tokens == LINE_TOKENS)
		what = "the sentence has too many words; an empty line ends one";
	if (what && asprintf(&where, "%s:%zu", path, number) >= 0)
		die(what, where);
	return true;
}

static void sentence_add(sentences *out, const nx_buf *text, const size_t *starts,
	const uint8_t *gold, size_t tokens, float weight)
{
	sentence *items = nx_vec_room(out->items, out->count, &out->cap, sizeof *items), *s;

	if (!items)
		die("out of memory", "");
	out->items = items;
	s = &items[out->count++];
	*s = (sentence){ .text = nx_arena_str(&out->arena, nx_buf_str(text)),
		.tokens = tokens,
		.weight = weight };
	s->starts = some(tokens + 1, sizeof *s->starts);
	s->gold = some(tokens, 1);
	memcpy(s->starts, starts, tokens * sizeof *starts);
	s->starts[tokens] = text->n + 1;
	memcpy(s->gold, gold, tokens);
}

void conll_read(sentences *out, const char *path, float weight)
{
	static size_t starts[LINE_TOKENS];
	static uint8_t gold[LINE_TOKENS];
	FILE *f = fopen(path, "r");
	char *line = NULL;
	size_t cap = 0, tokens = 0, number = 0;
	nx_buf text = NX_BUF_INIT;
	bool more = true;

	if (!f)
		die("cannot be opened", path);
	while (more) {
		char *word = NULL, *label = NULL, *rest = NULL, *part;

		more = getline(&line, &cap, f) >= 0;
		for (part = more ? strtok_r(line, " \t\r\n", &rest) : NULL; part;
			part = strtok_r(NULL, " \t\r\n", &rest)) {
			word = word ? word : part;
			label = part;
		}
		if (check_line(word, label, tokens, path, ++number)) {
			if (tokens > 0)
				nx_buf_addc(&text, ' ');
			starts[tokens] = text.n;
			gold[tokens++] = tag_of(label);
			nx_buf_adds(&text, word);
		} else if (tokens > 0) {
			sentence_add(out, &text, starts, gold, tokens, weight);
			nx_buf_clear(&text);
			tokens = 0;
		}
		if (!more && tokens > 0) {
			sentence_add(out, &text, starts, gold, tokens, weight);
			tokens = 0;
		}
	}
	if (ferror(f))
		die("cannot be read", path);
	nx_buf_release(&text);
	free(line);
	fclose(f);
}

void sentences_leave_out(sentences *all, size_t *first, const char *path)
{
	sentences out = { .items = NULL };
	size_t kept = 0, kept_first = 0;

	conll_read(&out, path, 0);
	for (size_t i = 0; i < all->count; i++) {
		size_t k = 0;

		while (k < out.count && !nx_str_eq(out.items[k].text, all->items[i].text))
			k++;
		if (k < out.count)
			continue;
		kept_first += i < *first;
		all->items[kept++] = all->items[i];
	}
	fprintf(stderr, "gen_model: %zu sentences left out\n", all->count - kept);
	all->count = kept;
	*first = kept_first;
}

struct class_row *class_row_of(class_table *t, nx_str fold, bool add)
{
	size_t at;

	if (add && t->count * 2 >= t->mask) {
		size_t size = t->mask ? (t->mask + 1) * 2 : 1 << 17;

		free(t->slots);
		t->slots = some(size, sizeof *t->slots);
		t->mask = size - 1;
		for (size_t i = 0; i < t->count; i++) {
			for (at = nx_hash(t->rows[i].fold) & t->mask; t->slots[at];)
				at = (at + 1) & t->mask;
			t->slots[at] = (uint32_t)i + 1;
		}
	}
	if (!t->slots)
		return NULL;
	for (at = nx_hash(fold) & t->mask; t->slots[at]; at = (at + 1) & t->mask)
		if (nx_str_eq(t->rows[t->slots[at] - 1].fold, fold))
			return &t->rows[t->slots[at] - 1];
	if (!add)
		return NULL;
	t->rows = nx_vec_room(t->rows, t->count, &t->cap, sizeof *t->rows);
	if (!t->rows)
		die("out of memory", "");
	t->rows[t->count] = (struct class_row){ .fold = nx_arena_str(&t->arena, fold) };
	for (int k = 0; k < CLASSES; k++)
		t->rows[t->count].classes.of[k] = -1;
	t->slots[at] = (uint32_t)++t->count;
	return &t->rows[t->count - 1];
}

void classes_read(class_table *t, const char *path)
{
	FILE *f = fopen(path, "r");
	char *line = NULL;
	size_t cap = 0;
	int class[3];

	if (!f)
		die("cannot be opened", path);
	while (getline(&line, &cap, f) >= 0) {
		char *tab = strchr(line, '\t');

		if (line[0] == '#' || !tab ||
			sscanf(tab, "%d%d%d", &class[0], &class[1], &class[2]) != 3)
			continue;
		for (int k = 0; k < 3; k++)
			class_row_of(t, (nx_str){ line, (size_t)(tab - line) }, true)
				->classes.of[k] = (int16_t) class[k];
	}
	free(line);
	fclose(f);
}

static bool find_classes(const void *ctx, nx_str fold, word_classes *out)
{
	struct class_row *row = class_row_of((class_table *)ctx, fold, false);
	bool any = false;

	if (!row)
		return false;
	*out = row->classes;
	for (int k = 0; k < CLASSES; k++)
		any = any || out->of[k] >= 0;
	return any;
}

static uint32_t feature_id(feature_set *f, uint64_t key)
{
	size_t at;

	if (f->count * 2 >= f->mask) {
		size_t size = f->mask ? (f->mask + 1) * 2 : 1 << 20,
		       old = f->mask ? f->mask + 1 : 0;
		uint64_t *keys = some(size, sizeof *keys);
		uint32_t *ids = some(size, sizeof *ids);

		for (size_t i = 0; i < old; i++) {
			if (!f->ids[i])
				continue;
			for (at = f->keys[i] & (size - 1); ids[at];)
				at = (at + 1) & (size - 1);
			keys[at] = f->keys[i];
			ids[at] = f->ids[i];
		}
		free(f->keys);
		free(f->ids);
		f->keys = keys;
		f->ids = ids;
		f->mask = size - 1;
	}
	for (at = key & f->mask; f->ids[at] && f->keys[at] != key;)
		at = (at + 1) & f->mask;
	if (!f->ids[at]) {
		f->keys[at] = key;
		f->ids[at] = (uint32_t)++f->count;
	}
	return f->ids[at];
}

static void list_add(feature_set *f, uint64_t key)
{
	uint32_t *list = nx_vec_room(f->list, f->list_count, &f->list_cap, sizeof *list);

	if (!list)
		die("out of memory", "");
	f->list = list;
	list[f->list_count++] = feature_id(f, key);
}

static void words_reserve(feature_set *f, size_t more)
{
	while (f->words + more + 1 > f->word_cap) {
		size_t cap = f->word_cap ? f->word_cap * 2 : 1 << 18;

		f->first = realloc(f->first, cap * sizeof *f->first);
		f->known = realloc(f->known, cap * sizeof *f->known);
		f->pairs = realloc(f->pairs, cap * sizeof *f->pairs);
		f->pair_count = realloc(f->pair_count, cap);
		f->gold = realloc(f->gold, cap);
		f->opens = realloc(f->opens, cap * sizeof *f->opens);
		f->weight = realloc(f->weight, cap * sizeof *f->weight);
		if (!f->first || !f->known || !f->pairs || !f->pair_count || !f->gold ||
			!f->opens || !f->weight)
			die("out of memory", "");
		f->word_cap = cap;
	}
}

/* The label of a word that begins at byte `start`, in a token that others may share. */
static uint8_t gold_of(const sentence *s, const tagger_word *words, size_t word, uint8_t before)
{
	size_t token = 0;
	uint8_t gold;

	while (token + 1 < s->tokens && s->starts[token + 1] <= words[word].start)
		token++;
	gold = s->gold[token];
	if (word > 0 && words[word - 1].start >= s->starts[token] && gold % 2 == 1)
		gold++;
	if (gold != TAG_OUTSIDE && gold % 2 == 0 && before != gold && before != gold - 1)
		gold--;
	return gold;
}

static void classes_seen(seen_word *out, const word_classes *classes)
{
	out->middle = (uint16_t)(classes->of[CLASS_MIDDLE] + 1);
	out->fine = (uint16_t)(classes->of[CLASS_FINE] + 1);
}

static void read_sentence(feature_set *f, const sentence *s, recognizer *r,
	const class_table *classes, bool with_known)
{
	const word_class_source source = { find_classes, classes };
	nx_mentions mentions = NX_MENTIONS_INIT;
	traits *all, *t;
	size_t count, word = 0, from = 0;
	nx_tokens tokens;
	nx_token token;
	seen_word seen[512];

	if (known_find(&r->known, r->lexicon, &r->tagger, &mentions, s->text) != NX_OK)
		die("out of memory", "");
	count = r->tagger.count;
	words_reserve(f, count);
	all = some(count, sizeof *all);
	nx_tokens_init(&tokens, s->text);
	while (word < count && nx_tokens_next(&tokens, &token))
		traits_read(&all[word++], r->lexicon, &source, token.fold, token.stem, token.kind);
	nx_tokens_release(&tokens);
	for (word = 0; word < count; word++) {
		size_t at, length = 1;
		uint64_t keys[CONTEXT_MAX];
		size_t w = f->words;

		if (r->tagger.words[word].opens)
			from = word;
		while (from + length < count && !r->tagger.words[from + length].opens)
			length++;
		for (at = 0; at < length; at++) {
			seen[at] = r->tagger.words[from + at].seen;
			classes_seen(&seen[at], &all[from + at].classes);
			if (!with_known)
				seen[at].known = seen[at].possible = 0;
		}
		at = word - from;
		f->first[w] = f->list_count;
		for (int d = -REACH; d <= REACH; d++) {
			if ((d < 0 && at < (size_t)-d) || (d > 0 && at + (size_t)d >= length))
				continue;
			t = &all[(size_t)((ptrdiff_t)word + d)];
			for (size_t k = 0; k < t->count; k++)
				if (abs(d) <= t->reach[k])
					list_add(f, trait_key(t->attr[k], d));
		}
		for (size_t k = 0, n = context_features(keys, seen, at, length); k < n; k++)
			list_add(f, keys[k]);
		f->known[w] = f->list_count;
		for (size_t k = 0, n = known_features(keys, seen, at, length); k < n; k++)
			list_add(f, keys[k]);
		f->first[w + 1] = f->list_count;
		f->pair_count[w] = (uint8_t)pair_features(f->pairs[w], seen, at);
		f->gold[w] =
			gold_of(s, r->tagger.words, word, at > 0 ? f->gold[w - 1] : TAG_OUTSIDE);
		f->opens[w] = at == 0;
		f->weight[w] = s->weight;
		f->words++;
	}
	free(all);
	nx_mentions_release(&mentions);
}

void features_read(feature_set *out, sentences *all, const bool *use, const nx_lexicon *lexicon,
	const class_table *classes, bool with_known)
{
	static const model_feature no_feature;
	static const model_word no_word;
	static const model_pair no_pairs[PAIR_COUNT];
	static const uint64_t nothing[MODEL_PRESENT_BYTES / 8];
	const model empty = { no_pairs, nothing, &no_feature, &no_word, 1, 1, 0 };
	nx_error err = NX_ERROR_INIT;
	recognizer *r;

	memset(out, 0, sizeof *out);
	if (recognizer_new(&r, lexicon, &empty, &err) != NX_OK)
		die(err.text, "");
	for (size_t i = 0; i < all->count; i++)
		if (use[i])
			read_sentence(out, &all->items[i], r, classes, with_known);
	recognizer_free(r);
}

void features_free(feature_set *f)
{
	free(f->keys);
	free(f->ids);
	free(f->list);
	free(f->first);
	free(f->known);
	free(f->pairs);
	free(f->pair_count);
	free(f->gold);
	free(f->opens);
	free(f->weight);
}
