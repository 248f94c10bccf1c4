#include "entity/overlap.h"

bool span_next(const tagger *t, size_t at, span *out)
{
	while (at < t->count && t->words[at].tag == TAG_OUTSIDE)
		at++;
	if (at == t->count)
		return false;
	out->first = at;
	out->kind = (nx_entity_kind)((t->words[at].tag - 1) / 2);
	for (at++;
		at < t->count && !t->words[at].opens && t->words[at].tag == TAG_LATER(out->kind);)
		at++;
	out->words = at - out->first;
	return true;
}

bool span_is_known(const known_name_found *name, const span *s)
{
	size_t name_end = name->first + name->words, end = s->first + s->words;

	if (name->first == s->first && name_end == end)
		return true;
	return name->entity->kind == s->kind && name->first <= s->first && end <= name_end;
}

/* Is it a long name in which the tagger sees one of another kind: the Gulf in "the
 * cooperation council for the Arab states of the Gulf"? */
static bool is_mixed(const tagger *t, const known_name_found *name)
{
	if (name->words < 4)
		return false;
	for (size_t i = name->first; i < name->first + name->words; i++)
		if (t->words[i].tag != TAG_OUTSIDE &&
			(t->words[i].tag - 1) / 2 != (int)name->entity->kind)
			return true;
	return false;
}

/* Of which the span is a part: it is the whole then. */
static bool take_whole(span *s, const tagger *t, const known_name_found *name, size_t floor)
{
	if (name->first < floor || name->first > s->first ||
		s->first + s->words > name->first + name->words || !is_mixed(t, name))
		return false;
	*s = (span){ name->first, name->words, name->entity->kind };
	return true;
}

void span_take_in(span *s, const tagger *t, const known_names *known, size_t k, size_t floor)
{
	size_t end = s->first + s->words;

	for (; k < known->count && known->items[k].first < end; k++) {
		const known_name_found *name = &known->items[k];

		if (name->doubtful || take_whole(s, t, name, floor))
			continue;
		if (name->first + name->words > end && name->entity->kind == s->kind &&
			s->kind == NX_ENTITY_PERSON)
			s->words = name->first + name->words - s->first;
	}
}

bool span_is_row(const span *s, const known_names *known, size_t k)
{
	size_t at = s->first, names = 0;

	while (k < known->count && known->items[k].first < at)
		k++;
	for (; k < known->count && known->items[k].first == at; k++, names++) {
		if (known->items[k].entity->kind != s->kind || known->items[k].doubtful)
			return false;
		at += known->items[k].words;
	}
	return names > 1 && at == s->first + s->words;
}

void span_join_parts(span *s, const known_name_found *name, const tagger *t)
{
	size_t at = s->first + s->words, name_end = name->first + name->words;
	span next;

	while (at < name_end && t->words[at].tag != TAG_OUTSIDE && t->words[at].seen.gap == 0 &&
		span_next(t, at, &next) && next.kind == s->kind &&
		next.first + next.words <= name_end) {
		s->words += next.words;
		at += next.words;
	}
}
