#include "newsidx/furniture.h"

#include <stdlib.h>

#include "base/hash.h"
#include "newsidx/arena.h"

typedef struct slot {
	nx_furniture_line line;
	bool changed;
} slot;

struct nx_furniture {
	slot *slots; /* open addressing; key 0 is an empty slot */
	size_t size; /* a power of two */
	size_t used;
	uint32_t articles; /* counted so far, over all sources and runs */
	bool learning;
	size_t *changed; /* slots */
	size_t change_count, change_cap;
};

#define FIRST_SIZE ((size_t)1 << 12)

nx_status nx_furniture_new(nx_furniture **out, nx_error *err)
{
	nx_furniture *f = calloc(1, sizeof *f);

	*out = NULL;
	if (f)
		f->slots = calloc(FIRST_SIZE, sizeof *f->slots);
	if (!f || !f->slots) {
		free(f);
		return nx_fail(err, NX_ERR_NOMEM, "out of memory for lines of pages");
	}
	f->size = FIRST_SIZE;
	f->learning = true;
	*out = f;
	return NX_OK;
}

void nx_furniture_free(nx_furniture *f)
{
	if (!f)
		return;
	free(f->slots);
	free(f->changed);
	free(f);
}

void nx_furniture_learning(nx_furniture *f, bool on)
{
	f->learning = on;
}

uint64_t nx_furniture_key(nx_str source, nx_str line)
{
	uint64_t key = nx_hash_stored(nx_hash_stored(0, source), line);

	return key ? key : 1;
}

static slot *find(const nx_furniture *f, uint64_t key)
{
	size_t i = key & (f->size - 1);

	while (f->slots[i].line.key != 0 && f->slots[i].line.key != key)
		i = (i + 1) & (f->size - 1);
	return &f->slots[i];
}

uint32_t nx_furniture_horizon(const nx_furniture *f)
{
	return f->articles > NX_FURNITURE_MEMORY ? f->articles - NX_FURNITURE_MEMORY : 0;
}

static bool is_forgotten(const nx_furniture *f, const slot *s)
{
	return s->line.articles < NX_FURNITURE_ARTICLES && s->line.last < nx_furniture_horizon(f);
}

/* Move what is remembered to a table with room for as much again. */
static nx_status make_room(nx_furniture *f, nx_error *err)
{
	nx_furniture wider = *f;
	size_t i;

	wider.used = wider.change_count = 0;
	for (i = 0; i < f->size; i++)
		wider.used += f->slots[i].line.key != 0 && !is_forgotten(f, &f->slots[i]);
	while (wider.size < 4 * wider.used)
		wider.size *= 2;
	wider.slots = calloc(wider.size, sizeof *wider.slots);
	if (!wider.slots)
		return nx_fail(err, NX_ERR_NOMEM, "out of memory for lines of pages");
	for (i = 0; i < f->size; i++) {
		slot *to;

		if (f->slots[i].line.key == 0 || is_forgotten(f, &f->slots[i]))
			continue;
		to = find(&wider, f->slots[i].line.key);
		*to = f->slots[i];
		if (to->changed)
			wider.changed[wider.change_count++] = (size_t)(to - wider.slots);
	}
	free(f->slots);
	*f = wider;
	return NX_OK;
}

static nx_status obtain(nx_furniture *f, uint64_t key, slot **out, nx_error *err)
{
	nx_status st = NX_OK;

	if (2 * (f->used + 1) > f->size)
		st = make_room(f, err);
	if (st != NX_OK)
		return st;
	*out = find(f, key);
	f->used += (*out)->line.key == 0;
	(*out)->line.key = key;
	return NX_OK;
}

nx_status nx_furniture_load(nx_furniture *f, const nx_furniture_line *line, nx_error *err)
{
	slot *s;
	nx_status st = obtain(f, line->key, &s, err);

	if (st != NX_OK)
		return st;
	s->line = *line;
	if (line->last > f->articles)
		f->articles = line->last;
	return NX_OK;
}

uint32_t nx_furniture_articles(const nx_furniture *f, uint64_t key)
{
	const slot *s = find(f, key);

	return s->line.key && !is_forgotten(f, s) ? s->line.articles : 0;
}

static nx_status note_change(nx_furniture *f, slot *s, nx_error *err)
{
	size_t *changed;

	if (s->changed)
		return NX_OK;
	changed = nx_vec_room(f->changed, f->change_count, &f->change_cap, sizeof *f->changed);
	if (!changed)
		return nx_fail(err, NX_ERR_NOMEM, "out of memory for lines of pages");
	f->changed = changed;
	f->changed[f->change_count++] = (size_t)(s - f->slots);
	s->changed = true;
	return NX_OK;
}

nx_status nx_furniture_add(nx_furniture *f, const uint64_t *keys, size_t count, nx_error *err)
{
	nx_status st = NX_OK;
	size_t i;

	if (!f->learning)
		return NX_OK;
	f->articles++;
	for (i = 0; st == NX_OK && i < count; i++) {
		slot *s;

		st = obtain(f, keys[i], &s, err);
		if (st != NX_OK)
			break;
		if (is_forgotten(f, s))
			s->line.articles = 0;
		s->line.articles += s->line.articles < UINT32_MAX;
		s->line.last = f->articles;
		st = note_change(f, s, err);
	}
	return st;
}

nx_status nx_furniture_changes(
	nx_furniture *f, nx_furniture_line **out, size_t *count, size_t *cap, nx_error *err)
{
	while (f->change_count > 0) {
		slot *s = &f->slots[f->changed[f->change_count - 1]];
		nx_furniture_line *lines = nx_vec_room(*out, *count, cap, sizeof **out);

		if (!lines)
			return nx_fail(err, NX_ERR_NOMEM, "out of memory for lines of pages");
		*out = lines;
		lines[(*count)++] = s->line;
		s->changed = false;
		f->change_count--;
	}
	return NX_OK;
}
