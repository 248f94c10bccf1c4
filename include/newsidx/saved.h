/* Questions that the user has saved in the index, and what has come for them since. */
#ifndef NEWSIDX_SAVED_H
#define NEWSIDX_SAVED_H

#include "newsidx/store.h"

typedef struct nx_question {
	nx_saved asks;
	nx_str name;
	nx_str saved;   /* when, in UTC: 2020-10-27T09:30:00Z */
	nx_str alerted; /* the last time that it was told what is new; NX_STR_NULL: never */
} nx_question;

/* An nx_saved_fn; its ctx is the nx_store. Names are compared as folded. */
nx_status nx_store_saved(
	void *store, nx_str name, nx_arena *arena, nx_saved *out, bool *found, nx_error *err);

/* Code points of a name. */
#define NX_QUESTION_NAME_MAX 64

typedef enum nx_saving {
	NX_SAVING_NEW,
	NX_SAVING_REPLACED, /* the one that had the name is gone */
	NX_SAVING_KNOWN     /* the same question had the name: nothing was done */
} nx_saving;

/* Save it under a name; asks->id is not looked at. `query` has been initialised, with what
 * is to hold for parsing it; *matches is how many articles it finds now, which count as
 * told. NX_ERR_USAGE for what cannot be a name, and for one that another question has unless
 * `replace`; NX_ERR_QUERY when nothing in it can be searched for or it asks for itself. */
nx_status nx_question_save(nx_store *store, nx_str name, const nx_saved *asks, bool replace,
	nx_query *query, const nx_lexicon *lexicon, nx_saving *how, int64_t *matches,
	nx_error *err);
/* NX_ERR_NOTFOUND when there is none of this name. */
nx_status nx_question_remove(nx_store *store, nx_str name, nx_error *err);

typedef struct nx_questions {
	nx_arena arena;
	nx_question *items; /* by their names */
	size_t count, cap;
} nx_questions;

/* All of them; release in any case. */
nx_status nx_questions_read(nx_questions *out, nx_store *store, nx_error *err);
void nx_questions_release(nx_questions *questions);

/* What is new to a question: articles that came, or changed, since it was saved or last
 * told so, which it finds now and has never found when it was told or saved. `query` is that
 * question, parsed. */
nx_status nx_question_news(nx_store *store, const nx_question *question, nx_query *query,
	const nx_lexicon *lexicon, int64_t *count, nx_error *err);

/* Telling it. From nx_alert_begin() to nx_alert_end() no other newsidx writes, so that no
 * two tell the same. */
nx_status nx_alert_begin(nx_store *store, nx_error *err);
typedef nx_status (*nx_alert_fn)(void *ctx, int64_t articles, nx_error *err);
/* If there are any, how many to `begin` and then each to `fn`, newest first, undated ones
 * last. `options` say what is read of them. */
nx_status nx_alert_tell(nx_store *store, const nx_question *question, nx_query *query,
	const nx_lexicon *lexicon, const nx_search_options *options, nx_alert_fn begin,
	nx_hit_fn fn, void *ctx, nx_error *err);
/* With `told`, what was handed out is not told again; without, all is as before. */
nx_status nx_alert_end(nx_store *store, bool told, nx_error *err);

#endif
