/* What a lexicon comes to hold while it is used, under lock, so that threads may share
 * it: entities that no table of facts has, which live as long as the lexicon, and the
 * recognizers that no thread is using. */
#ifndef NX_ENTITY_STRANGERS_H
#define NX_ENTITY_STRANGERS_H

#include "entity/recognizer.h"

struct strangers;

nx_status strangers_new(struct strangers **out, nx_error *err);
void strangers_free(struct strangers *strangers);
/* The entity of that kind with that folded name; it is made, and shown as `name`, when
 * there is none yet. NULL without memory. */
const nx_entity *strangers_get(
	struct strangers *strangers, nx_entity_kind kind, nx_str fold, nx_str name);

/* A free recognizer, or NULL. */
recognizer *strangers_take(struct strangers *strangers);
void strangers_give(struct strangers *strangers, recognizer *r);

#endif
