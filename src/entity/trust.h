/* Whether a spelling is a name in its place, or an ordinary word, or another's name. */
#ifndef NX_ENTITY_TRUST_H
#define NX_ENTITY_TRUST_H

#include "entity/window.h"

/* A doubtful name holds if the text also names the same one surely. Where there can be
 * no name whatever the sentence says, it is barred. */
typedef enum trust { TRUST_BARRED, TRUST_NONE, TRUST_DOUBTFUL, TRUST_SURE } trust;

/* The name found last in the text. */
typedef struct trust_name {
	size_t end; /* number of the word behind it, counted from the text's start */
	nx_entity_kind kind;
} trust_name;

/* How far to trust the spelling that begins with the window's first word, with its
 * clitics off or not, and ends at `node`. */
trust trust_spelling(const window *w, uint32_t node, bool clitic, const trust_name *last);

#endif
