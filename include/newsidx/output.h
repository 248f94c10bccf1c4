/* How results look: one printer a format. A printer appends to a buffer, which
 * whoever owns it writes out; nothing here knows a file or a terminal. */
#ifndef NEWSIDX_OUTPUT_H
#define NEWSIDX_OUTPUT_H

#include "newsidx/facets.h"

/* Fields by their numbers, in the order in which they are to come. */
#define NX_FIELDS_MAX 40
typedef struct nx_fields {
	unsigned char items[NX_FIELDS_MAX];
	size_t count;
} nx_fields;

/* What is known of a whole result before its articles are printed. */
typedef struct nx_month {
	int32_t first_day; /* Julian day number */
	int64_t articles;
} nx_month;

typedef struct nx_overview {
	nx_str query;   /* as it was typed */
	nx_str filters; /* "from<TAB>2020", one a line, by the names of the options */
	int64_t total;  /* articles that match */
	int64_t undated;
	const nx_month *months; /* that have articles, in order */
	size_t month_count;
	const nx_facet_value *sources; /* the most frequent first */
	size_t source_count;
} nx_overview;

typedef struct nx_print {
	size_t width;     /* text: columns of the terminal, 0 when it is for none */
	bool isolate;     /* text: isolates of Unicode round what has a direction of its own */
	bool color;       /* ANSI colours in text */
	bool is_extract;  /* articles that are not indexed: no id, no score, no snippet */
	bool with_body;   /* the whole text instead of a passage */
	bool whole;       /* the passage is the whole text: keep its lines */
	nx_str qid;       /* the question's id when many are asked, else NX_STR_NULL */
	size_t count;     /* hits printed so far */
	size_t last;      /* trec: rank of the last hit */
	size_t more;      /* trec: lines beyond one a hit, of the present question */
	bool with_qid;    /* many are asked */
	nx_fields fields; /* those that were chosen; none: the format's own */
	nx_str pattern;   /* template: a text that nx_template_check() has accepted */
	bool with_bom;    /* csv: begin with a byte order mark, by which spreadsheets know UTF-8 */
	bool ends_nul;    /* ids, paths, template: NUL behind each instead of a line end */
	struct nx_seen *seen; /* paths: those that were printed */
	bool is_open;         /* html: the page was begun */
	size_t shown;         /* html: articles of the present result */
	int64_t total;        /* html: and how many it has */
	bool with_story;      /* stories instead of articles: the others of each are told */
	bool with_reason;     /* articles that are like one: why, instead of a passage */
	/* json: one object with the hits and a list of these, as JSON without its brackets. */
	bool with_suggestions;
	nx_str suggestions;
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
	/* Before the articles of each question; NULL where nothing is said of it. */
	void (*overview)(nx_buf *out, nx_print *print, const nx_overview *overview);
	/* The group print->group begins. NULL where neither groups nor facets can be told. */
	void (*group)(nx_buf *out, nx_print *print);
} nx_printer;

/* The printer of one of the names below, or of "template"; NULL for any other name. */
const nx_printer *nx_printer_find(nx_str name);
/* The names in order, separated by '|'. */
const char *nx_printer_names(void);

/* Append a value as text has it: on one line, between isolates where `print` asks for them. */
void nx_print_value(nx_buf *out, const nx_print *print, nx_str value);

/* Free what printers keep in `print`. */
void nx_print_release(nx_print *print);
/* Ask a search for what the printer shows, no more. */
void nx_print_needs(const nx_printer *printer, const nx_print *print, nx_search_options *options);

/* "id,date,title": replaces the contents of `out`. NX_ERR_USAGE for a name that is no
 * field's, with those that are. */
nx_status nx_fields_parse(nx_fields *out, nx_str names, nx_error *err);
/* A text in which {date} stands for a field, {{ and }} for brackets, \t \n \\ for what they
 * are in C. The fields it names are added to `out`. NX_ERR_USAGE with the byte where it is
 * wrong. */
nx_status nx_template_check(nx_fields *out, nx_str text, nx_error *err);

/* Append a JSON string with its quotes, or null for NX_STR_NULL. Malformed UTF-8
 * becomes U+FFFD; invisible line ends (U+2028, U+2029) are escaped. */
void nx_json_string(nx_buf *out, nx_str s);
/* Append s as a field of a TSV line: tab, newline, carriage return and backslash
 * as \t \n \r \\. */
void nx_tsv_field(nx_buf *out, nx_str s);
/* Append s as a field of a CSV record (RFC 4180): in quotation marks where it needs them. */
void nx_csv_field(nx_buf *out, nx_str s);

/* An article that is not indexed, as a hit. Views are the article's; `tags` holds
 * the joined tags and must be initialised. */
void nx_hit_from_article(
	nx_hit *hit, const nx_article *article, nx_str path, nx_buf *tags, nx_buf *date);

#endif
