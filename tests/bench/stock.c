/* Loads the titles and texts of a dump into stock FTS5 (unicode61, external content)
 * and prints the seconds that the load took, reading and parsing not counted.
 *
 *   stock DUMP DATABASE */
#include <malloc.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "newsidx/ingest.h"

typedef struct texts {
	nx_article *items;
	size_t count, cap, bytes;
} texts;

static nx_status keep(void *ctx, const nx_place *place, nx_article *article, nx_error *err)
{
	texts *t = ctx;
	nx_article *items = nx_vec_room(t->items, t->count, &t->cap, sizeof *items);

	(void)place;
	if (!items)
		return nx_fail(err, NX_ERR_NOMEM, "out of memory");
	t->items = items;
	t->bytes += article->title.n + article->body.n;
	items[t->count++] = *article;
	nx_article_init(article);
	return NX_OK;
}

static nx_status ignore_refusal(
	void *ctx, const nx_place *place, const nx_error *why, nx_error *err)
{
	(void)ctx, (void)place, (void)why, (void)err;
	return NX_OK;
}

static nx_status ignore_warning(void *ctx, const nx_place *place, const char *why, nx_error *err)
{
	(void)ctx, (void)place, (void)why, (void)err;
	return NX_OK;
}

static void run(sqlite3 *db, const char *sql)
{
	char *message = NULL;

	if (sqlite3_exec(db, sql, NULL, NULL, &message) != SQLITE_OK) {
		fprintf(stderr, "stock: %s\n", message);
		exit(2);
	}
}

static void bind(sqlite3_stmt *stmt, int i, nx_str s)
{
	sqlite3_bind_text64(stmt, i, s.p, s.n, SQLITE_STATIC, SQLITE_UTF8);
}

static double now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

int main(int argc, char **argv)
{
	texts t = { 0 };
	nx_ingest_sink sink = {
		.ctx = &t, .article = keep, .refused = ignore_refusal, .warning = ignore_warning
	};
	nx_error err = NX_ERROR_INIT;
	sqlite3 *db;
	sqlite3_stmt *stmt;
	double start, seconds;
	size_t i;

	if (argc != 3 || nx_ingest_path(argv[1], NX_FORMAT_AUTO, &sink, &err) != NX_OK ||
		sqlite3_open(argv[2], &db) != SQLITE_OK) {
		fprintf(stderr, "stock: %s\n", argc == 3 ? err.text : "usage: stock DUMP DATABASE");
		return 2;
	}
	start = now();
	run(db, "BEGIN; CREATE TABLE art(id INTEGER PRIMARY KEY, title TEXT, body TEXT)");
	if (sqlite3_prepare_v2(db, "INSERT INTO art(title, body) VALUES(?1, ?2)", -1, &stmt,
		    NULL) != SQLITE_OK)
		return 2;
	for (i = 0; i < t.count; i++) {
		bind(stmt, 1, t.items[i].title);
		bind(stmt, 2, t.items[i].body);
		sqlite3_step(stmt);
		sqlite3_reset(stmt);
	}
	sqlite3_finalize(stmt);
	run(db, "COMMIT");
	seconds = now() - start;
	/* The texts out of the way: with them in memory stock FTS5 is slower by a fifth. */
	for (i = 0; i < t.count; i++)
		nx_article_release(&t.items[i]);
	free(t.items);
	malloc_trim(0);
	start = now();
	run(db, "CREATE VIRTUAL TABLE ft USING fts5(title, body, content='art', content_rowid='id',"
		" tokenize='unicode61'); INSERT INTO ft(ft) VALUES('rebuild')");
	printf("%.2f\n", seconds + now() - start);
	sqlite3_close(db);
	return 0;
}
