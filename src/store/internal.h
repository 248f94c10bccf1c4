/* What the files of src/store share. Nothing outside this folder includes it. */
#ifndef NX_STORE_INTERNAL_H
#define NX_STORE_INTERNAL_H

#include <sqlite3.h>

#include "newsidx/store.h"
#include "newsidx/tier.h"

/* "NXID": tells newsidx's databases from other SQLite files. */
#define STORE_APPLICATION_ID 0x4E584944

/* Private marks: before a stem, before a key (name, source, tag), and before the
 * folded words of a query. No text that is stored contains them. */
#define MARK_PLAIN '\x01'
#define MARK_STEM '\x02'
#define MARK_KEY '\x03'
/* In a query, between words of which any may stand at a place. */
#define MARK_OR '\x04'

enum stmt_id {
	ST_META_GET,
	ST_META_SET,
	ST_FILE_LAST,
	ST_FILE_FIND,
	ST_FILE_ADD,
	ST_FILE_OPEN,
	ST_FILE_DONE,
	ST_FILE_TIME,
	ST_FILE_PATH,
	ST_FILE_DROP,
	ST_FILE_LIST,
	ST_FILE_ARTICLES,
	ST_FILE_COPIES,
	ST_ARTICLE_ADD,
	ST_ARTICLE_GET,
	ST_ARTICLE_FACTS,
	ST_ARTICLE_KEYS,
	ST_ARTICLE_BYLINE,
	ST_ARTICLE_TEXT,
	ST_ARTICLE_JUDGE,
	ST_ARTICLE_WORDS,
	ST_ARTICLE_DROP,
	ST_ARTICLE_SET_KEYS,
	ST_ARTICLE_SET_PLACE,
	ST_ARTICLE_DISPLACE,
	ST_ARTICLE_PASS,
	ST_ARTICLE_RENEW,
	ST_COPY_LAST,
	ST_COPY_ADD,
	ST_COPY_GET,
	ST_COPY_FIRST,
	ST_COPY_LIST,
	ST_COPY_DOCNO,
	ST_COPY_SHOW,
	ST_COPY_SET_PLACE,
	ST_COPY_DISPLACE,
	ST_COPY_DROP,
	ST_COPIES_DROP,
	ST_COPIES_MOVE,
	ST_IDENTITY_ADD,
	ST_IDENTITY_FIND,
	ST_IDENTITY_HAS,
	ST_IDENTITY_DROP,
	ST_FTS_ADD,
	ST_FTS_DROP,
	ST_TERM_COUNT,
	ST_TERM_RANGE,
	ST_TERMS,
	ST_TERMS_MANY,
	ST_DATED_RANGE,
	ST_FTS_OF_KEY,
	ST_DAY_SET,
	ST_DAY_LENGTHS,
	ST_LAST_UNDATED,
	ST_MOVED_ADD,
	ST_MOVED_GET,
	ST_ENTITY_ADD,
	ST_ENTITY_FIND,
	ST_ENTITY_BY_KEY,
	ST_ENTITY_UNKNOWN,
	ST_NAME_SPAN,
	ST_MERGED_GROUP,
	ST_MERGED_ALL,
	ST_MERGED_IDS,
	ST_MERGED_HEAD,
	ST_MERGED_NOW,
	ST_MERGED_MOVE,
	ST_MERGED_ADD,
	ST_MERGED_DROP,
	ST_ENTITY_AT,
	ST_SPELLING_FIND,
	ST_SPELLING_ADD,
	ST_SPELLINGS,
	ST_ORIGINAL_FIND,
	ST_ORIGINAL_ADD,
	ST_ORIGINAL_RENEW,
	ST_ORIGINAL_SPAN,
	ST_ORIGINAL_DROP,
	ST_ORIGINAL_DROP_BARE,
	ST_ORIGINAL_OF_ARTICLE,
	ST_ORIGINAL_SHOW,
	ST_ORIGINAL_AGAIN,
	ST_ORIGINAL_NEXT,
	ST_FILE_ORIGINALS,
	ST_PAGE_ARTICLES,
	ST_PAGE_COPIES,
	ST_COPY_PAGELESS,
	ST_FURNITURE_SET,
	ST_FURNITURE_LIST,
	ST_FURNITURE_TRIM,
	ST_QUESTION_FIND,
	ST_QUESTION_LIST,
	ST_QUESTION_SET,
	ST_QUESTION_DROP,
	ST_QUESTION_TOLD,
	ST_ARRIVAL_ADD,
	ST_TOLD_ADD,
	ST_TOLD_MOVE,
	ST_TOLD_DROP,
	ST_TOLD_DROP_QUESTION,
	ST_COUNT
};

struct nx_store {
	sqlite3 *db;
	char *path; /* as given, for messages; owned */
	nx_store_mode mode;
	struct rank_plan *plan; /* of the search that is running, for the rank function */
	struct tape *tape;      /* of the article that is being indexed, for the tokenizer */
	sqlite3_stmt *stmts[ST_COUNT];
};

/* The statement, prepared at its first use and kept; reset and unbound. NULL with
 * *err set when SQLite refuses. */
sqlite3_stmt *store_stmt(nx_store *store, enum stmt_id id, nx_error *err);
/* Forget the prepared statements: their tables have got another meaning. */
void store_forget_stmts(nx_store *store);
/* Step a statement that gives no rows and reset it. */
nx_status store_run(nx_store *store, sqlite3_stmt *stmt, nx_error *err);
/* The same of a statement that takes one number. */
nx_status store_run_id(nx_store *store, enum stmt_id id, int64_t number, nx_error *err);
/* The number that a statement without parameters gives. */
nx_status store_number(nx_store *store, enum stmt_id id, int64_t *out, nx_error *err);
/* The same of SQL that is asked once. */
nx_status store_ask(nx_store *store, const char *sql, int64_t *out, nx_error *err);
/* The same with two numbers. */
nx_status store_run_pair(
	nx_store *store, enum stmt_id id, int64_t first, int64_t second, nx_error *err);
/* Go to the next row; *row is whether there is one. What fails is told, and no row: it must
 * not be taken for the end. Reset the statement in any case. */
nx_status store_step(nx_store *store, sqlite3_stmt *stmt, bool *row, nx_error *err);
/* The first column of the row that belongs to a number; *out is as it was where there is none. */
nx_status store_find(nx_store *store, enum stmt_id id, int64_t number, int64_t *out, nx_error *err);
/* Run SQL without parameters. */
nx_status store_exec(nx_store *store, const char *sql, nx_error *err);
/* End a transaction: with NX_OK it is committed. Returns what came of it. */
nx_status store_end(nx_store *store, nx_status st, nx_error *err);
/* A failure in SQLite's words, behind the database's path. */
nx_status store_fail(nx_store *store, nx_error *err);
/* Bind a text, NULL for NX_STR_NULL; the text must outlive the step. */
void store_bind(sqlite3_stmt *stmt, int index, nx_str s);
/* A text column, NX_STR_NULL for NULL. */
nx_str store_column(sqlite3_stmt *stmt, int index);

/* schema.c: make or check the schema; `created` tells that it was made now. */
nx_status schema_prepare(nx_store *store, nx_error *err);
nx_status schema_set_version(nx_store *store, nx_error *err);
/* The integer that `PRAGMA name` answers. */
nx_status store_pragma(nx_store *store, const char *name, int64_t *out, nx_error *err);

/* fts5_tokenizer.c: make the tokenizer "newsidx" known to the connection. */
nx_status tokenizer_register(nx_store *store, nx_error *err);
/* FTS5's interface on this connection, or NULL. */
fts5_api *fts5_of(sqlite3 *db);

/* Row ids: the day's Julian number in the high bits, a number within the day in the
 * low; undated articles count on from 1, below every day. */
#define ROWID_SEQ_BITS 20
#define ROWID_SEQ_MAX (((int64_t)1 << ROWID_SEQ_BITS) - 1)
#define ROWID_FIRST_DAY 1000000 /* before 1 January of the year 1 */
#define ROWID_FIRST_DATED ((int64_t)ROWID_FIRST_DAY << ROWID_SEQ_BITS)

static inline int64_t rowid_make(int64_t day, int64_t seq)
{
	return day << ROWID_SEQ_BITS | seq;
}

static inline int64_t rowid_day(int64_t rowid)
{
	return rowid >> ROWID_SEQ_BITS;
}

/* keys.c: the key tokens of an article, with the mark, separated by spaces. */
void key_of_entity(nx_buf *out, int64_t entity);
/* The entity as it is shown, or in another spelling. */
void key_of_shown(nx_buf *out, int64_t entity);
void key_of_spelling(nx_buf *out, int64_t spelling);
void key_of_name(nx_buf *out, char field, nx_str name); /* 's' source, 't' tag, 'c' section */
/* Append the keys of a source and of tags, one a line, that are not in `out` yet. */
void keys_add_names(nx_buf *out, nx_str source, nx_str tags);
/* Append the words of a text beside title and body, folded and in their order, and then
 * their stems, so that it is found by words and phrases as they are. */
void keys_add_words(nx_buf *out, nx_str text);
/* Append a key in FTS5's language. */
void key_add_match(nx_buf *out, nx_str key);
/* Is it one of a source or tag, of which other places of the article may have more? */
bool key_is_name(nx_str key);
/* Append the keys of what belongs to the article itself: the day of its publication, the
 * words of its author, its section. */
void keys_add_own(nx_buf *out, int64_t rowid, nx_str author, nx_str section);
/* Does `keys` hold this key, or one that begins so? */
bool keys_have(nx_str keys, nx_str key, bool prefix);
/* The entity id of one key, or 0. */
int64_t key_entity(nx_str key);
/* Every article has it, so that "all but" can be asked. */
#define KEY_ALL "\x03*"
/* And this one none. */
#define KEY_NONE "\x03!"

/* Lengths of articles in tokens, on a logarithmic scale of one byte. */
unsigned char length_pack(size_t tokens);
double length_unpack(unsigned char packed);

/* match.c: from the query's tree to FTS5's language. */
typedef enum phrase_role {
	PHRASE_FORM,     /* a form of the word */
	PHRASE_AS_TYPED, /* the word or phrase as typed */
	PHRASE_FILTER    /* a key: decides, does not rank */
} phrase_role;

typedef struct match_phrase {
	int group; /* number of the word or phrase of the query */
	phrase_role role;
} match_phrase;

/* A word or phrase of the query. */
typedef struct match_group {
	const nx_node *node;
	size_t start, end; /* bytes of the expression, all its forms */
} match_group;

typedef struct match_plan {
	nx_buf sql;            /* the MATCH expression; empty when everything matches */
	match_phrase *phrases; /* in the order of the expression */
	size_t count, cap;
	match_group *group; /* in the order of the query */
	int groups;
	size_t group_cap;
	bool ranks; /* a word takes part: ranking makes sense */
	bool raw;   /* the user has written the expression */
	/* The rows that a date or id which binds the whole query leaves. */
	int64_t first_row, last_row;
	/* The expression finds too much: each row must be held against the query. */
	bool verify;
	struct leaf_rows *leaves; /* what need not be read for that, or NULL */
	const nx_query *query;
	const nx_lexicon *lexicon;
} match_plan;

nx_status match_plan_make(match_plan *out, nx_store *store, nx_query *query,
	const nx_lexicon *lexicon, nx_error *err);
void match_plan_release(match_plan *plan);

/* The id of a name in this database, 0 if it has none. */
nx_status entity_find(nx_store *store, const nx_entity *entity, int64_t *id, nx_error *err);

/* store.c: the models by which names have been found, the last one last, with spaces
 * between; and let it be this one alone. */
nx_status store_models(nx_store *store, nx_buf *out, nx_error *err);
nx_status store_set_model(nx_store *store, const nx_lexicon *lexicon, nx_error *err);

/* merged.c: the ids, separated by spaces as keys of articles, of what a query names: those
 * of the entity and of all that have been merged with it. Nothing for an entity that no
 * article has, or for a name that is neither in the lexicon nor merged. */
nx_status entity_keys(nx_store *store, const nx_lexicon *lexicon, const nx_node *node, nx_buf *out,
	nx_error *err);
/* Let each part of the query that asks for a name know what has been merged with it. */
nx_status entity_names(nx_store *store, const nx_lexicon *lexicon, nx_query *query, nx_error *err);

/* judge_row.c: does the row match, where the plan says to verify it? */
nx_status match_verify(
	nx_store *store, const match_plan *plan, int64_t rowid, bool *matches, nx_error *err);
/* How near the row comes to the query. */
nx_status match_tier(nx_store *store, const nx_query *query, const nx_lexicon *lexicon,
	int64_t rowid, nx_tier *tier, nx_error *err);

/* look_up.c: give the fuzzy words of the query their variants among the words of the
 * index, ids their rows, and bound what is too wide; once. */
nx_status match_look_up(nx_store *store, nx_query *query, nx_error *err);
/* The number of articles that have this token. */
nx_status term_articles(nx_store *store, nx_str term, int64_t *articles, nx_error *err);

/* Replace what must not be in a stored text: control characters but tab and
 * newline become spaces. Returns s itself when there is nothing to replace. */
nx_str store_clean(nx_arena *arena, nx_str s);

#endif
