/* Names of persons, places and organizations, found by their tokens. */
#ifndef NEWSIDX_ENTITY_H
#define NEWSIDX_ENTITY_H

#include "newsidx/buf.h"
#include "newsidx/token.h"

typedef enum nx_entity_kind {
	NX_ENTITY_PERSON,
	NX_ENTITY_PLACE,
	NX_ENTITY_ORGANIZATION,
	NX_ENTITY_KINDS
} nx_entity_kind;

/* "person", "place", "organization". */
const char *nx_entity_kind_name(nx_entity_kind kind);
/* The kind of that name; false, and NX_ENTITY_KINDS, when it is none. */
bool nx_entity_kind_find(nx_entity_kind *out, nx_str name);

/* One thing in the world with all its spellings, or a name that a text turned out to
 * hold; lives as long as its lexicon. */
typedef struct nx_entity {
	nx_entity_kind kind;
	nx_str name; /* canonical form, as it is shown */
	nx_str key;  /* folded form that all its spellings have in common, when it is none of
	              * the lexicon's own; else NX_STR_NULL */
	bool vague;  /* a given name alone, which may be anybody's: the index passes over it */
} nx_entity;

/* The names that newsidx knows, held in memory. Threads may share it: what it comes to
 * hold while it is used is under lock. */
typedef struct nx_lexicon nx_lexicon;

/* Build the lexicon from the fact tables in src/entity/data. On failure *out is
 * NULL. Release with nx_lexicon_free(). */
nx_status nx_lexicon_new(nx_lexicon **out, nx_error *err);
/* The same with a table of the user's, read after all others: a line
 * `kind TAB canonical TAB latin TAB spelling | spelling`, the last two may be empty or
 * missing; empty lines and those that begin with # are none. Its spellings win: whatever
 * else has them loses them, and a name that stands in other tables too keeps its other
 * spellings. `file` is its name for messages.
 * NX_ERR_FORMAT with file and line for what is no such table. */
nx_status nx_lexicon_new_with(nx_lexicon **out, nx_str names, const char *file, nx_error *err);
void nx_lexicon_free(nx_lexicon *lexicon);
/* Find names in texts by the model in that file (src/entity/MODEL.md), not by the one in the
 * program. Call it before the first text. NX_ERR_IO, or NX_ERR_FORMAT with the file and what
 * to do for what is no model, is cut off, damaged, or of another version; then all is as
 * before. */
nx_status nx_lexicon_read_model(nx_lexicon *lexicon, const char *path, nx_error *err);
/* What tells the model from others, with a NUL behind it. */
#define NX_MODEL_ID 17
nx_status nx_lexicon_model_id(const nx_lexicon *lexicon, char out[NX_MODEL_ID], nx_error *err);
size_t nx_lexicon_count(const nx_lexicon *lexicon);
const nx_entity *nx_lexicon_at(const nx_lexicon *lexicon, size_t index);

/* The folded words of all spellings, by numbers from 0. */
size_t nx_lexicon_words(const nx_lexicon *lexicon);
nx_str nx_lexicon_word(const nx_lexicon *lexicon, size_t index);

/* The entity that `name` spells, clitics and titles before it allowed
 * ("لبوتين", "الرئيس بوتين"), in Arabic or Latin letters; NULL when none does. */
const nx_entity *nx_lexicon_find(const nx_lexicon *lexicon, nx_str name);

/* Append the key of a name that no lexicon has (nx_entity.key). */
void nx_entity_key(nx_buf *out, nx_str name);

/* A name where it stands in a text: bytes of the text, clitics left out. */
typedef struct nx_mention {
	const nx_entity *entity;
	size_t start, end;
} nx_mention;

typedef struct nx_mentions {
	nx_mention *items;
	size_t count, cap;
	size_t tokens; /* number of tokens in the texts searched so far */
	/* Called with each token as it is read, so that whoever needs both names and
	 * tokens walks over the text once. May be NULL. */
	void (*on_token)(void *ctx, const nx_token *token);
	void *ctx;
} nx_mentions;

#define NX_MENTIONS_INIT                                                                           \
	{                                                                                          \
		NULL, 0, 0, 0, NULL, NULL                                                          \
	}

void nx_mentions_release(nx_mentions *mentions);
/* Append the name as the text prints it, without clitics, marks and tatweel, its words with
 * a space between them. Check out->failed. */
void nx_mention_spelling(
	nx_buf *out, const nx_lexicon *lexicon, nx_str text, const nx_mention *mention);
/* Append the names in `text`, in its order, without overlap: what a model of sentences
 * takes for names (src/entity/MODEL.md), whether the lexicon has them or not, and what
 * the lexicon is sure of besides. A surname that many bear counts as one of the lexicon's
 * only where the text, or a mention that is in `out` already, names the same one surely:
 * search the body before the title. A name that the lexicon does not have is an entity
 * of its own, the same for all texts; a surname is whom the text has named in full.
 * Returns NX_ERR_NOMEM with the mentions so far intact, NX_ERR_FORMAT when the program
 * was built with a model that is not its own. */
nx_status nx_entities_find(nx_mentions *out, const nx_lexicon *lexicon, nx_str text, nx_error *err);

#endif
