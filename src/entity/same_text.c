#include "entity/same_text.h"

#include <stdlib.h>

#include "entity/atlas.h"
#include "entity/link.h"

/* A name of the text by its key. */
typedef struct text_name {
	const nx_entity *entity;
	nx_str key;
	bool own; /* the lexicon's */
} text_name;

/* More names than these are a list, in which none is short for another. */
enum { NAMES_MAX = 256, WORDS_MAX = 12 };

typedef struct text_names {
	text_name items[NAMES_MAX];
	size_t count;
	nx_arena arena;
} text_names;

typedef struct name_words {
	nx_str word[WORDS_MAX];
	size_t count;
} name_words;

static const nx_str bin = { "\xD8\xA8\xD9\x86", 4 }, article = { "\xD8\xA7\xD9\x84", 4 };

static bool split(name_words *out, nx_str key)
{
	nx_str word;

	for (out->count = 0; nx_str_split(&key, ' ', &word);) {
		if (out->count == WORDS_MAX)
			return false;
		out->word[out->count++] = word;
	}
	return out->count > 1;
}

/* Is the last word a family's name, no father's? */
static bool has_surname(const name_words *n)
{
	return !nx_str_eq(n->word[n->count - 2], bin);
}

/* Does `whole` have all words of `part`, in order? */
static bool has_words(const name_words *whole, const name_words *part)
{
	size_t at = 0;

	for (size_t i = 0; i < whole->count && at < part->count; i++)
		at += nx_str_eq(whole->word[i], part->word[at]);
	return at == part->count;
}

/* عزام الدخيل for عزام بن محمد الدخيل; فيصل بن خالد for فيصل بن خالد بن عبد العزيز. */
static bool is_short_for(nx_str part, nx_str whole, bool by_father)
{
	name_words a, b;

	if (!split(&a, part) || !split(&b, whole) || a.count >= b.count ||
		!nx_str_eq(a.word[0], b.word[0]) || !has_words(&b, &a))
		return false;
	if (has_surname(&a))
		return has_surname(&b) && nx_str_eq(a.word[a.count - 1], b.word[b.count - 1]);
	return by_father && nx_str_starts(whole, part) &&
	       (nx_str_eq(b.word[a.count], bin) || nx_str_eq(b.word[a.count], article));
}

static void add_person(text_names *names, const nx_lexicon *lexicon, const nx_entity *entity)
{
	nx_buf key = NX_BUF_INIT;

	if (entity->kind != NX_ENTITY_PERSON || names->count == NAMES_MAX)
		return;
	for (size_t i = 0; i < names->count; i++)
		if (names->items[i].entity == entity)
			return;
	if (!entity->key.p)
		nx_entity_key(&key, entity->name);
	names->items[names->count++] = (text_name){ entity,
		entity->key.p ? entity->key : nx_arena_str(&names->arena, nx_buf_str(&key)),
		lexicon_has(lexicon, entity) };
	names->arena.failed |= key.failed;
	nx_buf_release(&key);
}

/* The one whom the name is short for, or NULL. */
static const text_name *full_name(const text_names *names, const text_name *name)
{
	const text_name *found = NULL;

	for (size_t i = 0; i < names->count; i++) {
		if (!is_short_for(name->key, names->items[i].key, !name->own))
			continue;
		if (found)
			return NULL;
		found = &names->items[i];
	}
	return found;
}

static void replace(nx_mentions *mentions, const nx_entity *entity, const nx_entity *by)
{
	for (size_t i = 0; i < mentions->count; i++)
		if (mentions->items[i].entity == entity)
			mentions->items[i].entity = by;
}

static void join_persons(nx_mentions *mentions, text_names *names, const nx_lexicon *lexicon)
{
	for (size_t i = 0; i < mentions->count; i++)
		add_person(names, lexicon, mentions->items[i].entity);
	if (names->arena.failed || names->count == NAMES_MAX)
		return;
	for (size_t i = 0; i < names->count; i++) {
		const text_name *name = &names->items[i], *full = full_name(names, name);

		if (!full || (name->own && full->own))
			continue;
		if (name->own)
			replace(mentions, full->entity, name->entity);
		else
			replace(mentions, name->entity, full->entity);
	}
}

/* A mention's key by what is printed. */
static nx_str printed_key(text_names *names, nx_str text, const nx_mention *mention)
{
	nx_buf key = NX_BUF_INIT;
	nx_str out;

	nx_entity_key(&key, nx_str_slice(text, mention->start, mention->end));
	out = nx_arena_str(&names->arena, nx_buf_str(&key));
	names->arena.failed |= key.failed;
	nx_buf_release(&key);
	return out;
}

/* "The authority" for "the authority of engineers". */
static bool begins_name(nx_str part, nx_str whole)
{
	return nx_str_starts(whole, part) && whole.n > part.n && whole.p[part.n] == ' ';
}

/* Bodies of which any may be meant are the one of that text which begins so. */
static void join_bodies(nx_mentions *mentions, size_t first, text_names *names, nx_str text)
{
	for (size_t i = first; i < mentions->count; i++) {
		nx_mention *mention = &mentions->items[i];
		const nx_entity *found = NULL;
		bool one = true;
		nx_str key;

		if (mention->entity->kind != NX_ENTITY_ORGANIZATION || !mention->entity->vague)
			continue;
		key = printed_key(names, text, mention);
		for (size_t k = first; k < mentions->count && one && !names->arena.failed; k++) {
			const nx_entity *other = mentions->items[k].entity;

			if (other->kind != NX_ENTITY_ORGANIZATION || other->vague ||
				other == found ||
				!begins_name(key, printed_key(names, text, &mentions->items[k])))
				continue;
			one = found == NULL;
			found = other;
		}
		if (one && found)
			mention->entity = found;
	}
}

nx_status same_in_text(nx_mentions *mentions, size_t first, const nx_lexicon *lexicon, nx_str text)
{
	text_names names = { .arena = NX_ARENA_INIT };
	nx_status status;

	join_persons(mentions, &names, lexicon);
	join_bodies(mentions, first, &names, text);
	status = names.arena.failed ? NX_ERR_NOMEM : NX_OK;
	nx_arena_release(&names.arena);
	return status;
}
