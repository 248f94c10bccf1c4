/* One name in other letters: whom of the lexicon a name means that it does not have as it
 * is spelt, and the key by which names that it does not have at all are one.
 *
 * Source of the rule: phonetic key and edit distance together, as in Aqeel, Beitzel,
 * Jensen, Grossman and Frieder 2006, with the classes of letters of Freeman, Condon and
 * Ackerman 2006. */
#ifndef NX_ENTITY_LINK_H
#define NX_ENTITY_LINK_H

#include "entity/lexicon.h"

/* The lexicon's spellings by their consonants. */
struct links;

/* Spellings of nodes, and the chain that each is in: by what transliteration leaves. */
#define LINK_NONE UINT32_MAX
typedef bool (*link_path_fn)(void *ctx, uint32_t node, nx_str fold, uint32_t chain);
/* Hand over each node from `first` on, with the words that lead to it. False without memory
 * or when `fn` says so. */
bool link_paths(const nx_lexicon *lexicon, size_t first, link_path_fn fn, void *ctx);

/* NULL without memory. The lexicon must stay, and gets no further spellings. */
struct links *links_new(const nx_lexicon *lexicon);
void links_free(struct links *links);

/* The one entity whose spelling differs from the folded words, spaces between them, only
 * in what transliteration leaves open: long vowels, one consonant for a like one, words
 * joined or not. Of that kind, NX_ENTITY_KINDS for any; NULL when there is none, or more
 * than one. */
const nx_entity *links_find(const struct links *links, nx_str fold, nx_entity_kind kind);

/* The place that is spelt with an ending like that of its people's adjective: Guinea as
 * غينية for غينيا. For what is known to be a name; NULL when there is none. */
const nx_entity *links_find_land(const struct links *links, nx_str fold);

/* Replace `out` by the form that all spellings of a name share which differ in nothing
 * but compounds written apart, doubled letters and the letter for g. */
void link_key(nx_buf *out, nx_str fold);

#endif
