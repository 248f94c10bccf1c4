/* How results look: one printer a format. A printer appends to a buffer, which
 * whoever owns it writes out; nothing here knows a file or a terminal. */
#ifndef NEWSIDX_OUTPUT_H
#define NEWSIDX_OUTPUT_H

#include "newsidx/facets.h"

typedef struct nx_print {
	bool color;      /* ANSI colours in text */
	bool is_extract; /* articles that are not indexed: no id, no score, no snippet */
	bool with_body;  /* the whole text instead of a passage */
	bool whole;      /* the passage is the whole text: keep its lines */
	nx_str qid;      /* the question's id when many are asked, else NX_STR_NULL */
	/* json: one object with the hits and a list of these, as JSON without its brackets. */
	bool with_suggestions;
	nx_str suggestions;
	size_t count;    /* hits printed so far */
	size_t last;     /* trec: rank of the last hit */
	size_t more;     /* trec: lines beyond one a hit, of the present question */
	/* What is counted of the whole result, or NULL; then json is one object with it. */
	const nx_facets *facets;
	bool grouped;                /* hits come in groups */
	const nx_facet_value *group; /* the present one, or NULL */
	size_t groups, in_group;     /* groups begun so far, hits in the present one */
} nx_print;

typedef struct nx_printer {
	const char *name;
	bool needs_text;    /* more than id, docno and score */
	bool needs_snippet; /* and a passage with marks */
	bool needs_match;   /* and how near it comes to the query */
	void (*begin)(nx_buf *out, nx_print *print);
	void (*hit)(nx_buf *out, nx_print *print, const nx_hit *hit);
	void (*end)(nx_buf *out, nx_print *print);
	/* The group print->group begins. NULL where neither groups nor facets can be told. */
	void (*group)(nx_buf *out, nx_print *print);
} nx_printer;

/* "text", "json", "jsonl", "tsv", "ids", "trec"; NULL for any other name. */
const nx_printer *nx_printer_find(nx_str name);
/* The names in order, separated by '|'. */
const char *nx_printer_names(void);

/* Append a JSON string with its quotes, or null for NX_STR_NULL. Malformed UTF-8
 * becomes U+FFFD; invisible line ends (U+2028, U+2029) are escaped. */
void nx_json_string(nx_buf *out, nx_str s);
/* Append s as a field of a TSV line: tab, newline, carriage return and backslash
 * as \t \n \r \\. */
void nx_tsv_field(nx_buf *out, nx_str s);

/* An article that is not indexed, as a hit. Views are the article's; `tags` holds
 * the joined tags and must be initialised. */
void nx_hit_from_article(
	nx_hit *hit, const nx_article *article, nx_str path, nx_buf *tags, nx_buf *date);

#endif
