#include "entity/strangers.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "entity/link.h"
#include "newsidx/arena.h"

typedef struct stranger {
	nx_entity entity;
	const nx_entity *known; /* the lexicon's entity that it is, or NULL */
} stranger;

struct strangers {
	pthread_mutex_t lock;
	nx_arena arena;
	stranger **slots; /* open hash table, its size a power of two */
	size_t mask, count;
	nx_buf key;
	struct links *links; /* made when a name is first looked for */
	recognizer *free;
};

nx_status strangers_new(struct strangers **out, nx_error *err)
{
	struct strangers *s = calloc(1, sizeof *s);

	*out = NULL;
	if (!s)
		return nx_fail(err, NX_ERR_NOMEM, "lexicon: out of memory");
	s->mask = 255;
	s->slots = calloc(s->mask + 1, sizeof(stranger *));
	if (!s->slots || pthread_mutex_init(&s->lock, NULL) != 0) {
		free(s->slots);
		free(s);
		return nx_fail(err, NX_ERR_NOMEM, "lexicon: out of memory");
	}
	*out = s;
	return NX_OK;
}

void strangers_free(struct strangers *s)
{
	if (!s)
		return;
	for (recognizer *r = s->free, *next; r; r = next) {
		next = r->next;
		recognizer_free(r);
	}
	pthread_mutex_destroy(&s->lock);
	links_free(s->links);
	nx_buf_release(&s->key);
	nx_arena_release(&s->arena);
	free(s->slots);
	free(s);
}

static uint64_t hash_of(nx_entity_kind kind, nx_str key)
{
	return nx_hash(key) + (uint64_t)kind;
}

static stranger **slot_of(const struct strangers *s, nx_entity_kind kind, nx_str key)
{
	size_t at = (size_t)hash_of(kind, key) & s->mask;

	while (s->slots[at] &&
		(s->slots[at]->entity.kind != kind || !nx_str_eq(s->slots[at]->entity.key, key)))
		at = (at + 1) & s->mask;
	return &s->slots[at];
}

static bool grow(struct strangers *s)
{
	size_t size = (s->mask + 1) * 2, old_size = s->mask + 1;
	stranger **old = s->slots, **slots = calloc(size, sizeof(stranger *));

	if (!slots)
		return false;
	s->slots = slots;
	s->mask = size - 1;
	for (size_t i = 0; i < old_size; i++)
		if (old[i])
			*slot_of(s, old[i]->entity.kind, old[i]->entity.key) = old[i];
	free(old);
	return true;
}

static const nx_entity *find_link(
	struct strangers *s, const nx_lexicon *lexicon, nx_str fold, nx_entity_kind kind)
{
	const nx_entity *found;

	if (!s->links)
		s->links = links_new(lexicon);
	if (!s->links)
		return NULL;
	found = links_find(s->links, fold, kind);
	if (!found && kind == NX_ENTITY_PLACE)
		found = links_find_land(s->links, fold);
	return found;
}

static stranger *add(struct strangers *s, nx_entity_kind kind, nx_str name)
{
	stranger *made;

	if (s->count * 2 > s->mask && !grow(s))
		return NULL;
	made = nx_arena_alloc(&s->arena, sizeof *made);
	if (!made)
		return NULL;
	*made = (stranger){ .entity = { kind, nx_arena_str(&s->arena, name),
				    nx_arena_str(&s->arena, nx_buf_str(&s->key)) } };
	if (!made->entity.name.p || !made->entity.key.p)
		return NULL;
	*slot_of(s, kind, made->entity.key) = made;
	s->count++;
	return made;
}

static uint32_t flags_of(const nx_lexicon *lexicon, nx_str fold)
{
	return lexicon->words[lexicon_word_find(lexicon, fold)].flags;
}

/* "The authority", "the general authority": any of them. */
static bool is_body(const nx_lexicon *lexicon, nx_str key)
{
	nx_str article = NX_STR("ال"), word = NX_STR_NULL;

	nx_str_split(&key, ' ', &word);
	if (!nx_str_starts(word, article) ||
		!((flags_of(lexicon, word) |
			  flags_of(lexicon, nx_str_slice(word, article.n, word.n))) &
			WORD_CUE_ORGANIZATION))
		return false;
	while (nx_str_split(&key, ' ', &word))
		if (!(flags_of(lexicon, word) & (WORD_GENERAL | WORD_TITLE)))
			return false;
	return true;
}

/* May the name be anybody's? A given name, in which Abd and the word behind it are one;
 * what an Arabic family is called, which here nobody has in full; a letter or two. */
static bool is_vague(const nx_lexicon *lexicon, nx_entity_kind kind, nx_str key, nx_str name)
{
	if (kind == NX_ENTITY_ORGANIZATION && is_body(lexicon, key))
		return true;
	if (memchr(key.p, ' ', key.n))
		return false;
	if (key.n <= 4 && (unsigned char)key.p[0] >= 0x80)
		return true;
	if (kind != NX_ENTITY_PERSON)
		return false;
	return (flags_of(lexicon, key) & WORD_GIVEN) || nx_str_starts(key, NX_STR("عبدال")) ||
	       nx_str_starts(name, NX_STR("ال"));
}

/* The one body of the lexicon that has the name behind the word for what it is: "Hilal" for
 * "Hilal club". What else is called so is not known by that alone. */
static const nx_entity *find_body(const nx_lexicon *lexicon, nx_str fold)
{
	static const nx_str heads[] = { { "\xD9\x86\xD8\xA7\xD8\xAF\xD9\x8A", 8 } /* club */,
		{ "\xD8\xB5\xD8\xAD\xD9\x8A\xD9\x81\xD9\x87", 10 } /* newspaper */,
		{ "\xD9\x82\xD9\x86\xD8\xA7\xD9\x87", 8 } /* channel */,
		{ "\xD9\x88\xD9\x83\xD8\xA7\xD9\x84\xD9\x87", 10 } /* agency */ };
	uint32_t word = lexicon_word_find(lexicon, fold), found = 0;

	for (size_t i = 0; word && i < sizeof heads / sizeof *heads; i++) {
		uint32_t head = lexicon_word_find(lexicon, heads[i]);
		uint32_t node = lexicon_step(lexicon, lexicon->words[head].node, word);
		uint32_t entity = node ? lexicon->nodes[node].entity : 0;

		if (entity && found && entity != found)
			return NULL;
		found = entity ? entity : found;
	}
	return found ? &lexicon->entities[found - 1] : NULL;
}

const nx_entity *strangers_get(struct strangers *s, const nx_lexicon *lexicon, nx_entity_kind kind,
	nx_str fold, nx_str name)
{
	stranger *found = NULL;

	pthread_mutex_lock(&s->lock);
	link_key(&s->key, fold);
	if (!s->key.failed)
		found = *slot_of(s, kind, nx_buf_str(&s->key));
	if (!found && !s->key.failed) {
		found = add(s, kind, name);
		if (found && lexicon) {
			found->entity.vague = is_vague(lexicon, kind, found->entity.key, name);
			found->known = find_link(s, lexicon, fold, kind);
			if (!found->known && kind == NX_ENTITY_ORGANIZATION && !found->entity.vague)
				found->known = find_body(lexicon, fold);
		}
	}
	pthread_mutex_unlock(&s->lock);
	if (!found)
		return NULL;
	return found->known ? found->known : &found->entity;
}

const nx_entity *strangers_link(
	struct strangers *s, const nx_lexicon *lexicon, nx_str fold, nx_entity_kind kind)
{
	const nx_entity *found;

	pthread_mutex_lock(&s->lock);
	found = find_link(s, lexicon, fold, kind);
	pthread_mutex_unlock(&s->lock);
	return found;
}

recognizer *strangers_take(struct strangers *s)
{
	recognizer *r;

	pthread_mutex_lock(&s->lock);
	r = s->free;
	if (r)
		s->free = r->next;
	pthread_mutex_unlock(&s->lock);
	return r;
}

void strangers_give(struct strangers *s, recognizer *r)
{
	pthread_mutex_lock(&s->lock);
	r->next = s->free;
	s->free = r;
	pthread_mutex_unlock(&s->lock);
}
