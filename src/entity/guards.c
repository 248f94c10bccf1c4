/* Words around names: titles and given names, ordinary words that look like a clitic
 * and a name, and spellings that are names only after certain words. */
#include <stdlib.h>

#include "base/embed.h"
#include "entity/table.h"

NX_EMBED(homographs_txt, "src/entity/data/homographs.txt")
NX_EMBED(ordinary_txt, "src/entity/data/ordinary.txt")
NX_EMBED(titles_txt, "src/entity/data/titles.txt")
NX_EMBED(given_txt, "src/entity/data/given.txt")

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
	}
	return status;
}

/* The groups of triggers that homographs.txt names. */
enum { GROUPS_MAX = 16 };
typedef struct groups {
	nx_str name[GROUPS_MAX];
	uint32_t guard[GROUPS_MAX];
	size_t count;
} groups;

/* A guard made of the words in `values`; *guard is its index + 1. */
static nx_status guard_add(fact_table *t, nx_str values, uint32_t *guard)
{
	nx_lexicon *lexicon = t->lexicon;
	uint32_t words[SPELLING_MAX];
	lexicon_guard made = { .first = lexicon->trigger_count };
	nx_str value;
	size_t count;
	void *room;

	made.no_adjective = nx_str_eq(values, NX_STR("-"));
	while (values.n > 0 && !made.no_adjective && table_value(&values, &value)) {
		nx_status status = table_words(t, value, words, &count);

		if (status != NX_OK)
			return status;
		if (count != 1)
			return table_malformed(t, "one word expected", value);
		room = nx_vec_room(lexicon->triggers, lexicon->trigger_count,
				   &lexicon->trigger_cap, sizeof(*lexicon->triggers));
		if (!room)
			return table_nomem(t);
		lexicon->triggers = room;
		lexicon->triggers[lexicon->trigger_count++] = words[0];
		made.count++;
	}
	room = nx_vec_room(lexicon->guards, lexicon->guard_count, &lexicon->guard_cap,
			   sizeof(*lexicon->guards));
	if (!room)
		return table_nomem(t);
	lexicon->guards = room;
	lexicon->guards[lexicon->guard_count++] = made;
	*guard = (uint32_t)lexicon->guard_count;
	return NX_OK;
}

/* The guard that the second column means: a group, a list of words, or nothing. */
static nx_status guard_of(fact_table *t, const groups *known, nx_str column, uint32_t *guard)
{
	if (column.n == 0 || column.p[0] != '@')
		return guard_add(t, column, guard);
	for (size_t i = 0; i < known->count; i++) {
		if (nx_str_eq(known->name[i], column)) {
			*guard = known->guard[i];
			return NX_OK;
		}
	}
	return table_malformed(t, "no such group", column);
}

static nx_status read_homographs(fact_table *t)
{
	groups known = { .count = 0 };
	uint32_t words[SPELLING_MAX], guard = 0, node;
	nx_status status = NX_OK;
	nx_str line, head, column;
	size_t count;

	while (status == NX_OK && table_next(t, &line)) {
		column = NX_STR_NULL;
		nx_str_split(&line, '\t', &head);
		nx_str_split(&line, '\t', &column);
		status = guard_of(t, &known, column, &guard);
		if (status != NX_OK)
			return status;
		if (head.n > 0 && head.p[0] == '@') {
			if (known.count == GROUPS_MAX)
				return table_malformed(t, "too many groups", head);
			known.name[known.count] = head;
			known.guard[known.count++] = guard;
			continue;
		}
		status = table_words(t, head, words, &count);
		if (status != NX_OK)
			return status;
		node = lexicon_walk(t->lexicon, words, count);
		if (!node || !t->lexicon->nodes[node].entity)
			return table_malformed(t, "no entity has this spelling", head);
		if (t->lexicon->nodes[node].guard)
			return table_malformed(t, "the spelling is there twice", head);
		t->lexicon->nodes[node].guard = guard;
	}
	return status;
}

nx_status table_read_words(nx_lexicon *lexicon, nx_error *err)
{
	fact_table homographs = { lexicon, "homographs.txt", homographs_txt(), 0, err };
	fact_table ordinary = { lexicon, "ordinary.txt", ordinary_txt(), 0, err };
	fact_table titles = { lexicon, "titles.txt", titles_txt(), 0, err };
	fact_table given = { lexicon, "given.txt", given_txt(), 0, err };
	nx_status status = read_homographs(&homographs);

	if (status == NX_OK)
		status = read_ordinary(&ordinary);
	if (status == NX_OK)
		status = read_flags(&titles, WORD_TITLE);
	if (status == NX_OK)
		status = read_flags(&given, WORD_GIVEN);
	return status;
}
