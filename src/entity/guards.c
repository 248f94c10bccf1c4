/* Words around names: titles and namesakes, ordinary words that look like a clitic
 * and a name, and spellings that are names only after certain words. */
#include <assert.h>
#include <string.h>

#include "base/embed.h"
#include "entity/table.h"
#include "newsidx/token.h"

NX_EMBED(homographs_txt, "src/entity/data/homographs.txt")
NX_EMBED(ordinary_txt, "src/entity/data/ordinary.txt")
NX_EMBED(titles_txt, "src/entity/data/titles.txt")
NX_EMBED(namesakes_txt, "src/entity/data/namesakes.txt")

/* A line of ordinary.txt: a word, or several that no name lies in. */
static nx_status read_ordinary(fact_table *t)
{
	nx_lexicon *lexicon = t->lexicon;
	nx_status status = NX_OK;
	uint32_t words[SPELLING_MAX], node;
	nx_str line;
	size_t count;

	while (status == NX_OK && table_next(t, &line)) {
		status = table_words(t, line, words, &count);
		if (status != NX_OK)
			return status;
		if (count == 1) {
			lexicon->words[words[0]].flags |= WORD_ORDINARY;
			continue;
		}
		status = table_path(t, words, count, &node);
		if (status != NX_OK)
			return status;
		if (lexicon->nodes[node].entity)
			return table_malformed(t, "an entity has this spelling", line);
		lexicon->nodes[node].ordinary = true;
	}
	return status;
}

/* Give the flag to the word with its article as well. */
static nx_status flag_with_article(fact_table *t, uint32_t word, enum word_flag flag)
{
	char with[NX_TOKEN_MAX + 8];
	nx_str article = NX_STR("ال"), fold = lexicon_text(t->lexicon, word);

	assert(fold.n <= NX_TOKEN_MAX);
	memcpy(with, article.p, article.n);
	memcpy(with + article.n, fold.p, fold.n);
	word = lexicon_word_add(t->lexicon, (nx_str){ with, article.n + fold.n });
	if (!word)
		return table_nomem(t);
	t->lexicon->words[word].flags |= flag;
	return NX_OK;
}

/* One word a line, which gets the flag. */
static nx_status read_flags(fact_table *t, enum word_flag flag)
{
	nx_status status = NX_OK;
	uint32_t words[SPELLING_MAX];
	nx_str line;
	size_t count;

	while (status == NX_OK && table_next(t, &line)) {
		status = table_words(t, line, words, &count);
		if (status != NX_OK)
			return status;
		if (count != 1)
			status = table_malformed(t, "one word a line expected", line);
		else if (t->lexicon->words[words[0]].flags & flag)
			status = table_malformed(t, "the word is there twice", line);
		else
			t->lexicon->words[words[0]].flags |= flag;
		if (status == NX_OK && flag == WORD_TITLE)
			status = flag_with_article(t, words[0], flag);
	}
	return status;
}

/* The groups of triggers that homographs.txt names. */
enum { GROUPS_MAX = 16 };
typedef struct groups {
	nx_str name[GROUPS_MAX], words[GROUPS_MAX];
	size_t count;
} groups;

static nx_status trigger_add(fact_table *t, nx_str value)
{
	nx_lexicon *lexicon = t->lexicon;
	uint32_t words[SPELLING_MAX], *triggers;
	size_t count;
	nx_status status = table_words(t, value, words, &count);

	if (status != NX_OK)
		return status;
	if (count != 1)
		return table_malformed(t, "one word expected", value);
	triggers = nx_vec_room(lexicon->triggers, lexicon->trigger_count, &lexicon->trigger_cap,
		sizeof(*triggers));
	if (!triggers)
		return table_nomem(t);
	lexicon->triggers = triggers;
	triggers[lexicon->trigger_count++] = words[0];
	return NX_OK;
}

/* A group of triggers that `value` names, or the words in it. */
static nx_status triggers_add(fact_table *t, const groups *known, nx_str value)
{
	nx_status status = NX_OK;
	nx_str rest;

	if (!nx_str_starts(value, NX_STR("@")))
		return trigger_add(t, value);
	for (size_t i = 0; i < known->count; i++) {
		if (!nx_str_eq(known->name[i], value))
			continue;
		for (rest = known->words[i]; status == NX_OK && table_value(&rest, &value);)
			status = trigger_add(t, value);
		return status;
	}
	return table_malformed(t, "no such group", value);
}

/* A guard made of the second column; *guard is its index + 1. */
static nx_status guard_add(fact_table *t, const groups *known, nx_str column, uint32_t *guard)
{
	nx_lexicon *lexicon = t->lexicon;
	lexicon_guard made = { GUARD_AFTER, lexicon->trigger_count, 0 }, *guards;
	nx_status status = NX_OK;
	nx_str value;

	while (status == NX_OK && column.n > 0 && table_value(&column, &value)) {
		if (nx_str_eq(value, NX_STR("-")))
			made.kind = GUARD_NO_ADJECTIVE;
		else if (nx_str_eq(value, NX_STR("!")))
			made.kind = GUARD_NOT_AFTER;
		else if (nx_str_eq(value, NX_STR("+")))
			made.kind = GUARD_AFTER_NAMED;
		else
			status = triggers_add(t, known, value);
	}
	if (status != NX_OK)
		return status;
	made.count = lexicon->trigger_count - made.first;
	guards = nx_vec_room(
		lexicon->guards, lexicon->guard_count, &lexicon->guard_cap, sizeof(*guards));
	if (!guards)
		return table_nomem(t);
	lexicon->guards = guards;
	guards[lexicon->guard_count++] = made;
	*guard = (uint32_t)lexicon->guard_count;
	return NX_OK;
}

static nx_status guard_spelling(
	fact_table *t, const uint32_t *words, size_t count, uint32_t guard, nx_str spelling)
{
	uint32_t node = lexicon_walk(t->lexicon, words, count);
	lexicon_node *end = &t->lexicon->nodes[node];

	if (!node || !end->entity)
		return table_malformed(t, "no entity has this spelling", spelling);
	if (end->guard)
		return table_malformed(t, "the spelling is there twice", spelling);
	end->guard = guard;
	return NX_OK;
}

/* One line: a group of triggers, or a spelling and what guards it. */
static nx_status read_homograph(fact_table *t, groups *known, nx_str line)
{
	nx_str head = NX_STR_NULL, column = NX_STR_NULL;
	uint32_t words[SPELLING_MAX], guard = 0;
	nx_status status;
	size_t count, joined;

	nx_str_split(&line, '\t', &head);
	nx_str_split(&line, '\t', &column);
	if (nx_str_starts(head, NX_STR("@"))) {
		if (known->count == GROUPS_MAX)
			return table_malformed(t, "too many groups", head);
		known->name[known->count] = head;
		known->words[known->count++] = column;
		return NX_OK;
	}
	status = table_words(t, head, words, &count);
	if (status != NX_OK)
		return status;
	status = guard_add(t, known, column, &guard);
	if (status == NX_OK)
		status = guard_spelling(t, words, count, guard, head);
	joined = table_join_compounds(t->lexicon, words, count);
	if (status == NX_OK && joined < count)
		status = guard_spelling(t, words, joined, guard, head);
	return status;
}

nx_status table_read_words(nx_lexicon *lexicon, nx_error *err)
{
	fact_table homographs = { lexicon, "src/entity/data/homographs.txt", homographs_txt(), 0,
		err };
	fact_table ordinary = { lexicon, "src/entity/data/ordinary.txt", ordinary_txt(), 0, err };
	fact_table titles = { lexicon, "src/entity/data/titles.txt", titles_txt(), 0, err };
	fact_table namesakes = { lexicon, "src/entity/data/namesakes.txt", namesakes_txt(), 0,
		err };
	groups known = { .count = 0 };
	nx_status status = NX_OK;
	nx_str line;

	while (status == NX_OK && table_next(&homographs, &line))
		status = read_homograph(&homographs, &known, line);
	if (status == NX_OK)
		status = read_ordinary(&ordinary);
	if (status == NX_OK)
		status = read_flags(&titles, WORD_TITLE);
	if (status == NX_OK)
		status = read_flags(&namesakes, WORD_NAMESAKE);
	return status;
}
