/* What a lexicon comes to hold while it is used, under lock, so that threads may share
 * it: entities that no table of facts has, which live as long as the lexicon, and the
 * recognizers that no thread is using. */
#ifndef NX_ENTITY_STRANGERS_H
#define NX_ENTITY_STRANGERS_H

#include "entity/recognizer.h"

struct strangers;

nx_status strangers_new(struct strangers **out, nx_error *err);
void strangers_free(struct strangers *strangers);
/* The entity of that kind with that folded name, or one that is the same by link_key(); it
 * is made, and shown as `name`, when there is none yet. With a lexicon it is the one of
 * the lexicon that the name is another spelling of, if there is one. NULL without memory. */
const nx_entity *strangers_get(struct strangers *strangers, const nx_lexicon *lexicon,
	nx_entity_kind kind, nx_str fold, nx_str name);
/* The lexicon's entity that the folded words are another spelling of, or NULL. */
const nx_entity *strangers_link(
	struct strangers *strangers, const nx_lexicon *lexicon, nx_str fold, nx_entity_kind kind);

/* A free recognizer, or NULL. */
recognizer *strangers_take(struct strangers *strangers);
void strangers_give(struct strangers *strangers, recognizer *r);

#endif
