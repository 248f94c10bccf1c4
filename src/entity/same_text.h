/* Who is one person, or one body, because a text says so: it names somebody in full once,
 * and shorter from then on. */
#ifndef NX_ENTITY_SAME_TEXT_H
#define NX_ENTITY_SAME_TEXT_H

#include "entity/lexicon.h"

/* Let the mentions from number `first` on, which are those of `text`, and persons named
 * before, be whom the text means: عزام الدخيل is عزام بن محمد الدخيل where both stand, the
 * authority is the one that was named. NX_ERR_NOMEM. */
nx_status same_in_text(nx_mentions *mentions, size_t first, const nx_lexicon *lexicon, nx_str text);

#endif
