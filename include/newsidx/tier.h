/* How near an article comes to what a query says. */
#ifndef NEWSIDX_TIER_H
#define NEWSIDX_TIER_H

#include "newsidx/entity.h"
#include "newsidx/query.h"

/* In this order; a match is as good as the weakest word that it needs. */
typedef enum nx_tier {
	NX_TIER_NO,      /* does not match */
	NX_TIER_FILTER,  /* matches, and no word has a part in it */
	NX_TIER_WRITTEN, /* letter by letter, vowel points and case apart */
	NX_TIER_FOLDED,  /* another hamza, teh marbuta or alef maqsura */
	NX_TIER_STEM,    /* another form of the word */
	NX_TIER_NAME,    /* some spelling of a name */
	NX_TIER_FUZZY    /* spelt a little otherwise */
} nx_tier;

/* "written", "folded", "stem", "name", "fuzzy"; NULL for the first two. */
const char *nx_tier_name(nx_tier tier);

/* Texts of an article: title, body, and others, of which no column of a query speaks. */
enum { NX_TEXT_TITLE, NX_TEXT_BODY, NX_TEXT_OTHER, NX_TEXT_OTHER_TOO, NX_TEXTS };

/* What is known of a word or phrase without reading the text. */
typedef enum nx_known { NX_KNOWN_NOT, NX_KNOWN_ABSENT, NX_KNOWN_THERE } nx_known;

typedef struct nx_judged {
	/* Fill in the texts; called once, and only when they decide. */
	void (*read)(void *ctx, nx_str texts[NX_TEXTS]);
	/* Is what the node asks for, which is no word of the text, true of the article? */
	bool (*holds)(void *ctx, const nx_node *node);
	void *ctx;
	/* NULL, or does it have this word or phrase? Asked before the texts are read. */
	nx_known (*known)(void *ctx, const nx_node *node);
} nx_judged;

/* Hold the whole query against one article: what full-text search finds, and besides it
 * what that cannot tell. Names that `lexicon` does not know are words. Returns NX_ERR_NOMEM
 * or NX_OK. */
nx_status nx_judge(nx_tier *out, const nx_query *query, const nx_lexicon *lexicon,
	const nx_judged *article, nx_error *err);
/* Whether it matches, and nothing more: the text is read only where it decides. */
nx_status nx_judge_match(bool *out, const nx_query *query, const nx_lexicon *lexicon,
	const nx_judged *article, nx_error *err);

#endif
