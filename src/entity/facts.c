/* Entities and their spellings, from the tables of names.
 *
 * What is written by hand comes first and wins: a place that the generator of
 * places.tsv knows too is one place, under the name that was chosen by hand, with
 * the spellings of both. Otherwise no two entities may share a spelling. */
#include <string.h>

#include "base/embed.h"
#include "entity/table.h"
#include "newsidx/token.h"
#include "newsidx/utf8.h"

NX_EMBED(regions_tsv, "src/entity/data/regions.tsv")
NX_EMBED(persons_tsv, "src/entity/data/persons.tsv")
NX_EMBED(organizations_tsv, "src/entity/data/organizations.tsv")
NX_EMBED(places_tsv, "src/entity/data/places.tsv")

/* Whose tables may say what. */
typedef enum authorship {
	BY_HAND,   /* no spelling of another entity */
	GENERATED, /* what is known by one of the spellings is that */
	OWN        /* the user's: takes the spellings that it has */
} authorship;

/* Of one spelling: the words that it may have are shorter than the tokenizer's longest. */
#define SPELLING_BYTES 400

/* Let `words` spell entity number `entity` (index + 1). */
static nx_status path_add(
	fact_table *t, const uint32_t *words, size_t count, uint32_t entity, authorship by)
{
	lexicon_node *end;
	uint32_t node;
	nx_status status = table_path(t, words, count, &node);

	if (status != NX_OK)
		return status;
	end = &t->lexicon->nodes[node];
	if (end->entity && end->entity != entity && (by != OWN || end->own))
		return NX_ERR_FORMAT;
	end->entity = entity;
	if (by == OWN) {
		end->guard = 0;
		end->own = true;
	}
	end->single = count == 1;
	for (size_t i = 0; i < count; i++) {
		uint32_t *owner = &t->lexicon->words[words[i]].owner;

		*owner = *owner == 0 || *owner == entity ? entity : OWNER_NONE;
	}
	return NX_OK;
}

static nx_status spelling_add(fact_table *t, nx_str spelling, uint32_t entity, authorship by)
{
	uint32_t words[SPELLING_MAX];
	size_t count, joined;
	nx_status status;

	if (spelling.n > SPELLING_BYTES)
		return table_malformed(t, "a spelling is too long", spelling);
	status = table_words(t, spelling, words, &count);
	if (status != NX_OK)
		return status;
	if (count == 1 && nx_utf8_length(lexicon_text(t->lexicon, words[0])) < 2)
		return table_malformed(t, "a spelling needs two letters", spelling);
	status = path_add(t, words, count, entity, by);
	joined = table_join_compounds(t->lexicon, words, count);
	if (status == NX_OK && joined < count)
		status = path_add(t, words, joined, entity, by);
	if (status == NX_ERR_FORMAT)
		return table_malformed(t, "another entity has this spelling", spelling);
	return status;
}

static nx_status entity_add(fact_table *t, nx_entity_kind kind, nx_str name, uint32_t *entity)
{
	nx_lexicon *lexicon = t->lexicon;
	nx_entity *entities = nx_vec_room(
		lexicon->entities, lexicon->entity_count, &lexicon->entity_cap, sizeof(*entities));

	if (!entities)
		return table_nomem(t);
	lexicon->entities = entities;
	entities[lexicon->entity_count++] = (nx_entity){ .kind = kind, .name = name };
	*entity = (uint32_t)lexicon->entity_count;
	return NX_OK;
}

/* The spellings of a line: its columns but the first. */
enum { CANONICAL, LATIN, SPELLINGS, LISTS };

/* The entity that has one of the spellings already, or 0. */
static nx_status entity_known(fact_table *t, const nx_str lists[LISTS], uint32_t *entity)
{
	uint32_t words[SPELLING_MAX], node;
	nx_str rest, spelling;
	size_t count;

	*entity = 0;
	for (int i = 0; i < LISTS; i++) {
		for (rest = lists[i]; lists[i].n > 0 && table_value(&rest, &spelling);) {
			nx_status status = table_words(t, spelling, words, &count);

			if (status != NX_OK)
				return status;
			node = lexicon_walk(t->lexicon, words, count);
			if (node && t->lexicon->nodes[node].entity) {
				*entity = t->lexicon->nodes[node].entity;
				return NX_OK;
			}
		}
	}
	return NX_OK;
}

/* The entity of that kind and canonical name, or 0. */
static uint32_t entity_named(const nx_lexicon *lexicon, nx_entity_kind kind, nx_str name)
{
	for (size_t i = 0; i < lexicon->entity_count; i++)
		if (lexicon->entities[i].kind == kind && nx_str_eq(lexicon->entities[i].name, name))
			return (uint32_t)i + 1;
	return 0;
}

/* kind TAB canonical TAB latin TAB spelling | spelling | ... */
static nx_status read_fact(fact_table *t, nx_str line, authorship by)
{
	nx_str kind_name = NX_STR_NULL, lists[LISTS] = { NX_STR_NULL, NX_STR_NULL, NX_STR_NULL };
	nx_str rest = line, spelling;
	nx_entity_kind kind;
	uint32_t entity = 0;
	nx_status status = NX_OK;
	bool complete = nx_str_split(&rest, '\t', &kind_name);

	for (int i = 0; i < LISTS && complete; i++) {
		complete = nx_str_split(&rest, '\t', &lists[i]) || (by == OWN && i > CANONICAL);
		if (by == OWN)
			lists[i] = nx_str_trim(lists[i]);
	}
	if (!complete || nx_str_split(&rest, '\t', &spelling))
		return table_malformed(t,
			by == OWN ? "kind, name, Latin name and spellings expected, "
				    "with a tab between them"
				  : "four columns expected",
			line);
	if (lists[CANONICAL].n == 0)
		return table_malformed(t, "a name expected behind the kind", line);
	if (!nx_entity_kind_find(&kind, kind_name))
		return table_malformed(t, "person, place or organization expected", kind_name);
	if (by == GENERATED)
		status = entity_known(t, lists, &entity);
	else if (by == OWN)
		entity = entity_named(t->lexicon, kind, lists[CANONICAL]);
	if (status == NX_OK && !entity)
		status = entity_add(t, kind, lists[CANONICAL], &entity);
	for (int i = 0; i < LISTS; i++)
		for (rest = lists[i]; lists[i].n > 0 && table_value(&rest, &spelling);)
			if (status == NX_OK)
				status = spelling_add(t, spelling, entity, by);
	return status;
}

nx_status table_read_facts(nx_lexicon *lexicon, nx_error *err)
{
	const struct {
		nx_str text;
		const char *file;
		authorship by;
	} files[] = {
		{ regions_tsv(), "src/entity/data/regions.tsv", BY_HAND },
		{ persons_tsv(), "src/entity/data/persons.tsv", BY_HAND },
		{ organizations_tsv(), "src/entity/data/organizations.tsv", BY_HAND },
		{ places_tsv(), "src/entity/data/places.tsv", GENERATED },
	};
	nx_status status = NX_OK;

	for (size_t i = 0; i < sizeof(files) / sizeof(*files); i++) {
		fact_table t = { lexicon, files[i].file, files[i].text, 0, err };
		nx_str line;

		while (status == NX_OK && table_next(&t, &line))
			status = read_fact(&t, line, files[i].by);
	}
	return status;
}

nx_status table_read_own(nx_lexicon *lexicon, nx_str text, const char *file, nx_error *err)
{
	fact_table t = { lexicon, file, text, 0, err };
	nx_status status = NX_OK;
	nx_str line;

	if (nx_str_starts(t.rest, NX_STR("\xEF\xBB\xBF"))) /* BYTE ORDER MARK */
		t.rest = nx_str_slice(t.rest, 3, t.rest.n);
	while (status == NX_OK && table_next(&t, &line)) {
		if (nx_str_trim(line).n == 0)
			continue;
		if (line.p[line.n - 1] == '\r')
			line.n--;
		if (nx_utf8_valid(line) < line.n)
			status = table_malformed(&t, "not UTF-8; write the file in UTF-8",
				nx_str_slice(line, 0, nx_utf8_valid(line)));
		else if (memchr(line.p, '\0', line.n))
			status = table_malformed(&t, "no text: it has a byte 0", line);
		else
			status = read_fact(&t, line, OWN);
	}
	return status;
}
