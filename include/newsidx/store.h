/* The index: one SQLite file with the articles and an FTS5 table over them.
 * src/store/SCHEMA.md explains every table and column. */
#ifndef NEWSIDX_STORE_H
#define NEWSIDX_STORE_H

#include <stdint.h>

#include "newsidx/article.h"
#include "newsidx/entity.h"
#include "newsidx/file.h"
#include "newsidx/furniture.h"
#include "newsidx/highlight.h"
#include "newsidx/query.h"
#include "newsidx/tier.h"

/* One handle belongs to one thread. */
typedef struct nx_store nx_store;

typedef enum nx_store_mode {
	NX_STORE_READ,    /* must exist, is not written to */
	NX_STORE_WRITE,   /* must exist */
	NX_STORE_CREATE,  /* is made when it does not exist or is empty */
	NX_STORE_REBUILD, /* as WRITE, and an index of another tokenizer is accepted */
	NX_STORE_DRY      /* as READ; an empty index in memory when it does not exist */
} nx_store_mode;

/* Open the index at `path`. On success *out is the handle: release it with
 * nx_store_close(). On failure *out is NULL: NX_ERR_IO when it cannot be opened,
 * NX_ERR_SCHEMA when it is not newsidx's, was written by a newer newsidx, or by
 * another tokenizer. */
nx_status nx_store_open(nx_store **out, const char *path, nx_store_mode mode, nx_error *err);
void nx_store_close(nx_store *store);

/* Public ids are the article's day and a number, 20201027-3, or undated-7. Once
 * given, an id is never given to another article, and keeps finding its own when
 * a date is corrected. */
#define NX_ID_MAX 40
void nx_id_format(char out[NX_ID_MAX], int64_t rowid);
/* NX_ERR_USAGE when `id` has not the form of one. */
nx_status nx_id_parse(int64_t *rowid, nx_str id, nx_error *err);

/* Writing. A writer analyses what it is given at once and stores it in batches on
 * a thread of its own; the store must not be used otherwise until it is closed. */
typedef struct nx_writer nx_writer;

typedef struct nx_write_counts {
	uint64_t added, updated, unchanged, removed; /* articles */
	uint64_t duplicates; /* articles of which another place is known already */
	uint64_t undated;    /* of the added and updated */
	uint64_t files_unchanged, files_renamed, files_removed;
} nx_write_counts;

typedef struct nx_writer_options {
	bool replace; /* an article known under its docno and source is replaced by the one
	               * that comes now, instead of counted as a duplicate */
	bool dry_run; /* count what would be done; needs no more than NX_STORE_DRY */
	/* Takes in what is stored of lines of pages; what it learns is stored with the
	 * articles that taught it. Used by the caller's thread only; may be NULL. */
	nx_furniture *furniture;
} nx_writer_options;

/* Where in its file an article stands. */
typedef struct nx_article_place {
	nx_str member;    /* of the archive, else NX_STR_NULL */
	uint64_t ordinal; /* in the file or member */
	bool sole;        /* the file or member holds no other article: whatever it says
	                   * the next time, it is the same one */
} nx_article_place;

nx_status nx_writer_open(nx_writer **out, nx_store *store, const nx_lexicon *lexicon,
	const nx_writer_options *options, nx_error *err);
/* Has the file been indexed and not changed since? By size and time; when only the
 * time differs by its bytes, and so for a file that was renamed. Counts it if so, and
 * remembers its new time or path. `path` is absolute. */
nx_status nx_writer_knows_file(
	nx_writer *writer, nx_str path, const nx_file_info *info, bool *known, nx_error *err);
/* Articles that follow are of this file, whose former articles they replace. */
nx_status nx_writer_file_begin(nx_writer *writer, nx_str path, nx_error *err);
/* Take `article` over and leave it initialised anew. The same article (docno and
 * source, or text) of another place is kept once, and this place is remembered. */
nx_status nx_writer_put(
	nx_writer *writer, const nx_article_place *place, nx_article *article, nx_error *err);
/* The page of which the last `articles` articles of a member (NX_STR_NULL for none) are
 * all that was found, as it was read: it is kept, compressed. `options` is whatever the
 * caller needs to read it again in the same way, or NX_STR_NULL. */
nx_status nx_writer_original(nx_writer *writer, nx_str member, uint64_t articles, nx_str page,
	nx_str options, nx_error *err);
/* The file is read; with `complete`, its articles not seen this time are removed
 * and its size and time are kept, so that it can be passed over the next time. */
nx_status nx_writer_file_end(
	nx_writer *writer, nx_str path, const nx_file_info *info, bool complete, nx_error *err);
/* Nothing at or below `path` is to be pruned in this run: it could not be read. */
nx_status nx_writer_keep(nx_writer *writer, nx_str path, nx_error *err);
/* Remove the files below `folder`, absolute, that this run has not met, with their
 * articles. NX_ERR_USAGE, and nothing is removed, when it met none of them: then the
 * folder is more likely not mounted than empty. */
nx_status nx_writer_prune(nx_writer *writer, nx_str folder, nx_error *err);
/* Store what is still held. On failure the present batch is lost as a whole and
 * earlier ones are safe. */
nx_status nx_writer_finish(nx_writer *writer, nx_write_counts *counts, nx_error *err);

/* A page that is kept. Views live until the next call. */
typedef struct nx_original {
	nx_str path;    /* of its file, "-" for standard input */
	nx_str member;  /* NX_STR_NULL for none */
	nx_str options; /* as they were given with it */
	nx_str page;
} nx_original;

/* The next of the pages that are kept, to be read again: the articles that are put until
 * the following call, or the end, take the place of those that it held, all or nothing;
 * without any, these stay. *more is false, and nothing is set, after the last.
 * NX_ERR_FORMAT for a page that is damaged: call again for the one after it. Such a writer
 * writes no files. */
nx_status nx_writer_next_original(nx_writer *writer, nx_original *out, bool *more, nx_error *err);

/* Without nx_writer_finish() before it, what is not stored yet is dropped. */
void nx_writer_close(nx_writer *writer);

/* Remove articles by their public ids, with all their places. *removed counts them; an
 * unknown id is NX_ERR_NOTFOUND, and then nothing is removed. */
nx_status nx_store_remove(
	nx_store *store, const nx_str *ids, size_t count, uint64_t *removed, nx_error *err);
/* Forget the file at `path`, or all files below it, absolute: its articles go, but for
 * those that have another place. NX_ERR_NOTFOUND when nothing is indexed there. */
nx_status nx_store_remove_path(nx_store *store, nx_str path, uint64_t *removed, nx_error *err);

/* The page in which the article of this id stands, to the byte, appended to `page`.
 * NX_ERR_NOTFOUND when there is no such article or no page of it is kept. */
nx_status nx_store_original(nx_store *store, nx_str id, nx_buf *page, nx_error *err);

/* The table of names that the user has given the index (nx_lexicon_new_with), appended to
 * `out`; nothing when there is none. */
nx_status nx_store_names(nx_store *store, nx_buf *out, nx_error *err);
/* Replace it, by none if it is empty. *changed is whether it was another one. */
nx_status nx_store_set_names(nx_store *store, nx_str names, bool *changed, nx_error *err);

/* Let the index know that names are found by this lexicon's model from now on. *other is
 * whether those of the articles in it were found by another one, which a rebuild changes. */
nx_status nx_store_use_model(
	nx_store *store, const nx_lexicon *lexicon, bool *other, nx_error *err);

/* Make the full-text index anew from the articles, names included. */
nx_status nx_store_rebuild(nx_store *store, const nx_lexicon *lexicon, nx_error *err);

/* Searching. */
typedef enum nx_sort { NX_SORT_RANK, NX_SORT_NEWEST, NX_SORT_OLDEST } nx_sort;

typedef struct nx_search_options {
	bool dated;                  /* only articles of the days below */
	int32_t first_day, last_day; /* Julian day numbers, both included */
	nx_sort sort;
	size_t limit, offset;
	bool with_text;               /* fill the fields of the hits beyond id, docno and score */
	bool with_match;              /* say how near each hit comes to the query */
	size_t snippet_width;         /* code points of the passage shown; 0 for none */
	bool collapse;                /* one article a story; limit and offset count stories */
#define NX_PASSAGE_WHOLE ((size_t)-1) /* as snippet_width: the whole text, with all marks */
} nx_search_options;

/* How near an article is to another one. */
typedef enum nx_likeness {
	NX_LIKE_NONE,
	NX_LIKE_COPY,   /* the same text but for a few words */
	NX_LIKE_STORY,  /* the same report, rewritten or shortened, at most three days apart */
	NX_LIKE_PART,   /* the whole of one stands in the other, which is much longer */
	NX_LIKE_RELATED /* other texts with the same rare words and names */
} nx_likeness;

/* "copy", "same story", "part", "related"; NULL for none. */
const char *nx_likeness_name(nx_likeness likeness);

/* An article of a story. */
typedef struct nx_member {
	char id[NX_ID_MAX];
	nx_str docno, source, title, date;
	nx_likeness likeness; /* to the article with which it is told */
	double score;         /* the part of the shorter text that the other one has, 0 to 1 */
} nx_member;

/* Another place where an article was found, with what differs there. */
typedef struct nx_copy {
	nx_str docno, date, source, url, path, member;
} nx_copy;

/* An article found, or read. Views live until the callback returns. */
typedef struct nx_hit {
	size_t rank; /* 1 for the first, the offset counted */
	char id[NX_ID_MAX];
	double score;  /* 0 when not ranked */
	nx_tier match; /* NX_TIER_NO when it was not asked for */
	nx_str docno, title, date, date_origin, source, author, section, tags, url, path, body;
	nx_str alternative_title, dateline, captions, subheadings;
	nx_str snippet; /* a part of the body or title, NX_STR_NULL when none was asked for */
	bool cut_start, cut_end;
	const nx_span *marks; /* bytes of the snippet */
	size_t mark_count;
	const nx_span *title_marks; /* bytes of the title */
	size_t title_mark_count;
	nx_str member;         /* of the archive at path, else NX_STR_NULL */
	const nx_copy *copies; /* other places of the article */
	size_t copy_count;
	nx_likeness likeness;     /* nx_store_similar() only; `score` goes with it */
	bool collapsed;           /* the fields below say something */
	const nx_member *similar; /* the other articles of the story that were found */
	size_t similar_count;
	char first[NX_ID_MAX]; /* of the story's articles, the one published first */
} nx_hit;

/* `tags`, `captions` and `subheadings` of a hit are lists, one a line. */

typedef nx_status (*nx_hit_fn)(void *ctx, const nx_hit *hit, nx_error *err);

/* Hand the hits to `fn` in order. *total, if wanted, is the number of articles
 * that match when it is known, else -1 (a search by date stops early). Notes for
 * the user are added to query->notes. */
nx_status nx_search(nx_store *store, nx_query *query, const nx_lexicon *lexicon,
	const nx_search_options *options, nx_hit_fn fn, void *ctx, int64_t *total, nx_error *err);
nx_status nx_search_count(nx_store *store, nx_query *query, const nx_lexicon *lexicon,
	const nx_search_options *options, int64_t *count, nx_error *err);
/* Append what a search would do, for people: the tree, the words it becomes with the
 * number of articles that have them, the expression of FTS5, the rows that are looked at. */
nx_status nx_search_explain(nx_store *store, nx_query *query, const nx_lexicon *lexicon,
	const nx_search_options *options, nx_buf *out, nx_error *err);
/* One article by its id, an id of before included; NX_ERR_NOTFOUND. */
nx_status nx_store_read(nx_store *store, nx_str id, nx_hit_fn fn, void *ctx, nx_error *err);

/* Articles that are like the one of this id, the nearest first: copies, the same story, part
 * of one another, related. NX_ERR_NOTFOUND when there is no such article or it has no
 * text. */
nx_status nx_store_similar(
	nx_store *store, nx_str id, size_t limit, nx_hit_fn fn, void *ctx, nx_error *err);

/* The articles of one story: who published first, then the others in order of time, with
 * their likeness to it; NX_LIKE_NONE for one that is only like others of them. */
typedef nx_status (*nx_story_fn)(void *ctx, const nx_member *members, size_t count, nx_error *err);
/* All stories of at least `min` articles, at most `limit` of them, those with most first. */
nx_status nx_store_duplicates(
	nx_store *store, size_t min, size_t limit, nx_story_fn fn, void *ctx, nx_error *err);

/* A name and the number of articles that have it, of which the first and last have these
 * days (Julian numbers; 0 when none is dated). */
typedef struct nx_name_count {
	int64_t id;
	nx_str name, kind;
	int64_t articles;
	int32_t first_day, last_day;
} nx_name_count;
typedef nx_status (*nx_entity_fn)(void *ctx, const nx_name_count *name, nx_error *err);
/* The names of that kind (NX_ENTITY_KINDS for any) in all articles, or in those that match
 * `query` (may be NULL), most frequent first, as many as options->limit. Names that have
 * been merged are one. */
nx_status nx_store_entities(nx_store *store, nx_query *query, const nx_lexicon *lexicon,
	const nx_search_options *options, nx_entity_kind kind, nx_entity_fn fn, void *ctx,
	nx_error *err);
/* The same, and then each pair of these names that stands in the same articles, with
 * their number, ids in ascending order. At most NX_GRAPH_MAX names. */
#define NX_GRAPH_MAX 2000
typedef nx_status (*nx_pair_fn)(
	void *ctx, const nx_name_count *a, const nx_name_count *b, int64_t articles, nx_error *err);
nx_status nx_store_graph(nx_store *store, nx_query *query, const nx_lexicon *lexicon,
	const nx_search_options *options, nx_entity_kind kind, nx_entity_fn name_fn,
	nx_pair_fn pair_fn, void *ctx, nx_error *err);

/* The spellings of a name, and of those merged with it, as all articles print them, without
 * clitics, and in how many: most frequent first. */
typedef nx_status (*nx_spelling_fn)(void *ctx, nx_str spelling, int64_t articles, nx_error *err);
nx_status nx_store_spellings(
	nx_store *store, int64_t id, nx_spelling_fn fn, void *ctx, nx_error *err);

/* The id of a name as a query spells it, "person:" and the like before it allowed, or of
 * the one with which it has been merged. NX_ERR_NOTFOUND when no article has it, NX_ERR_USAGE
 * when it is a name of several kinds. */
nx_status nx_store_name_id(
	nx_store *store, const nx_lexicon *lexicon, nx_str name, int64_t *id, nx_error *err);
/* Corrections: `other` is `name`. NX_ERR_NOTFOUND and NX_ERR_USAGE as above. */
nx_status nx_store_merge_names(
	nx_store *store, const nx_lexicon *lexicon, nx_str name, nx_str other, nx_error *err);
/* The name is itself alone again. */
nx_status nx_store_split_name(
	nx_store *store, const nx_lexicon *lexicon, nx_str name, nx_error *err);
/* What a name of a text is in this index: itself, or the one with which it has been merged.
 * Views live until the next call. */
nx_status nx_store_name_now(
	nx_store *store, const nx_entity *entity, nx_str *kind, nx_str *name, nx_error *err);
/* What has been merged: a name, and the one that it is now. */
typedef nx_status (*nx_correction_fn)(
	void *ctx, nx_str name, nx_str kind, nx_str into, nx_str into_kind, nx_error *err);
nx_status nx_store_corrections(nx_store *store, nx_correction_fn fn, void *ctx, nx_error *err);

/* Articles over time. */
typedef enum nx_period { NX_PERIOD_DAY, NX_PERIOD_WEEK, NX_PERIOD_MONTH, NX_PERIOD_YEAR } nx_period;

/* `first_day` is the Julian day number of the period's first day; weeks begin on Monday
 * (ISO 8601). */
typedef nx_status (*nx_timeline_fn)(void *ctx, int32_t first_day, int64_t articles, nx_error *err);

/* The articles that match by the period of their publication or, with `mentioned`, by the
 * periods that they speak of, once in each: for days and weeks by the days they name, for
 * months by months too, for years by all. Periods without an article are not told. *none
 * counts the articles without any. */
nx_status nx_store_timeline(nx_store *store, nx_query *query, const nx_lexicon *lexicon,
	const nx_search_options *options, nx_period period, bool mentioned, nx_timeline_fn fn,
	void *ctx, int64_t *none, nx_error *err);

/* Names that begin so, for completion on a command line: in order of their bytes, each
 * once, as they are written in articles. */
typedef enum nx_listed {
	NX_LISTED_SOURCE,
	NX_LISTED_TAG,
	NX_LISTED_ENTITY,
	NX_LISTED_QUESTION /* that are saved */
} nx_listed;
typedef nx_status (*nx_name_fn)(void *ctx, nx_str name, nx_error *err);
/* At most `limit` of them. Sources, tags and questions are compared as folded, so that they may
 * differ from `prefix` in hamza and harakat; names of entities by their bytes. */
nx_status nx_store_complete(nx_store *store, nx_listed kind, nx_str prefix, size_t limit,
	nx_name_fn fn, void *ctx, nx_error *err);

typedef struct nx_store_stats {
	int64_t articles, undated, files, entities, sources;
	int64_t pages; /* that are kept as they were read */
	int64_t bytes; /* of the database file */
	int schema_version, tokenizer_version;
	char first[16], last[16]; /* days, ISO; empty when nothing is dated */
	int models;               /* by which names have been found; 0 when that is not known */
	char model[NX_MODEL_ID];  /* the last of them */
} nx_store_stats;

nx_status nx_store_stats_get(nx_store *store, nx_store_stats *out, nx_error *err);
/* After a run that stored `fresh` articles: make the full-text index one piece, if that is
 * worth it, in steps, each a transaction; between them stop() may end it. What fails or is
 * stopped leaves it sound, and slower. */
nx_status nx_store_merge(nx_store *store, uint64_t fresh, bool (*stop)(void), nx_error *err);
/* Versions, counts, whether the pages that are kept can be had, and whether the full-text
 * index agrees with the articles.
 * NX_ERR_DB with the first thing that is wrong. */
nx_status nx_store_check(nx_store *store, nx_error *err);

/* Append "NAME VERSION" of the libraries that keep the index, as they are linked, a line
 * each. */
void nx_store_libraries(nx_buf *out);

#endif
