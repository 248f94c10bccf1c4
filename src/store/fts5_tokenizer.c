/* Our tokens as an FTS5 tokenizer (API of SQLite 3.40, the first version).
 *
 * Documents give, for each word, its folded form and at the same position, when it
 * differs, its stem behind MARK_STEM. Which of the two to ask for is decided in
 * match.c, which writes finished tokens into the query; a text that begins with a
 * mark is such tokens, separated by spaces, and passes through as it is. */
#include <string.h>

#include "newsidx/token.h"
#include "store/internal.h"
#include "store/tape.h"

static int tok_create(void *ctx, const char **args, int count, Fts5Tokenizer **out)
{
	(void)args;
	*out = count == 0 ? (Fts5Tokenizer *)ctx : NULL; /* the store stands for it */
	return count == 0 ? SQLITE_OK : SQLITE_ERROR;
}

static void tok_delete(Fts5Tokenizer *tokenizer)
{
	(void)tokenizer;
}

static bool is_mark(char c)
{
	return c == MARK_PLAIN || c == MARK_STEM || c == MARK_KEY;
}

/* Tokens behind MARK_OR stand where the one before them stands. */
static int emit_marked(nx_str text, void *ctx, tape_emit emit)
{
	size_t pos = text.p[0] == MARK_PLAIN;
	int rc = SQLITE_OK, flags = 0;

	while (rc == SQLITE_OK && pos < text.n) {
		size_t start = pos;

		while (pos < text.n && text.p[pos] != ' ' && text.p[pos] != MARK_OR)
			pos++;
		if (pos > start)
			rc = emit(ctx, flags, text.p + start, (int)(pos - start), (int)start,
				(int)pos);
		flags = pos < text.n && text.p[pos] == MARK_OR ? FTS5_TOKEN_COLOCATED : 0;
		pos++;
	}
	return rc;
}

static int tok_tokenize(
	Fts5Tokenizer *tokenizer, void *ctx, int flags, const char *p, int n, tape_emit emit)
{
	nx_store *store = (nx_store *)tokenizer;
	nx_str text = { p, (size_t)n };
	nx_tokens tokens;
	nx_token token;
	char stem[NX_TOKEN_MAX + 9];
	bool stems = !(flags & FTS5_TOKENIZE_QUERY);
	int rc = SQLITE_OK;

	if (n > 0 && is_mark(p[0]))
		return emit_marked(text, ctx, emit);
	if (store->tape && (flags & FTS5_TOKENIZE_DOCUMENT) &&
		tape_play(store->tape, text.n, ctx, emit, &rc))
		return rc;
	nx_tokens_init(&tokens, text);
	while (rc == SQLITE_OK && nx_tokens_next(&tokens, &token)) {
		rc = emit(
			ctx, 0, token.fold.p, (int)token.fold.n, (int)token.start, (int)token.end);
		if (rc != SQLITE_OK || !stems || token.stem.p == token.fold.p)
			continue;
		stem[0] = MARK_STEM;
		memcpy(stem + 1, token.stem.p, token.stem.n);
		rc = emit(ctx, FTS5_TOKEN_COLOCATED, stem, (int)token.stem.n + 1, (int)token.start,
			(int)token.end);
	}
	nx_tokens_release(&tokens);
	return rc;
}

fts5_api *fts5_of(sqlite3 *db)
{
	fts5_api *api = NULL;
	sqlite3_stmt *stmt = NULL;

	if (sqlite3_prepare_v2(db, "SELECT fts5(?1)", -1, &stmt, NULL) == SQLITE_OK) {
		sqlite3_bind_pointer(stmt, 1, (void *)&api, "fts5_api_ptr", NULL);
		sqlite3_step(stmt);
	}
	sqlite3_finalize(stmt);
	return api;
}

nx_status tokenizer_register(nx_store *store, nx_error *err)
{
	static fts5_tokenizer methods = { tok_create, tok_delete, tok_tokenize };
	fts5_api *api = fts5_of(store->db);

	if (!api)
		return nx_fail(err, NX_ERR_DB, "this SQLite was built without FTS5");
	if (api->xCreateTokenizer(api, "newsidx", store, &methods, NULL) != SQLITE_OK)
		return nx_fail(err, NX_ERR_DB, "FTS5 refuses the tokenizer");
	return NX_OK;
}
