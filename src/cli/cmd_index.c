#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "cli/cli.h"
#include "newsidx/ingest.h"

enum { OPT_DB, OPT_FORMAT, OPT_QUIET };

static const cli_option options[] = {
	[OPT_DB] = { "db", 0, "FILE", "the index; made if it does not exist" },
	[OPT_FORMAT] = { "format", 'f', "FORMAT", "auto, page, markdown or jsonl" },
	[OPT_QUIET] = { "quiet", 'q', NULL, "no summary" },
	{ NULL, 0, NULL, NULL },
};

typedef struct indexing {
	nx_writer *writer;
	int32_t last_day; /* a later date is refused */
	uint64_t documents, refused, warnings;
	bool stdin_read;
} indexing;

/* The name under which a file is remembered: the same from whatever folder newsidx
 * is run. */
static nx_str full_path(char out[PATH_MAX], nx_str path)
{
	char *given = strndup(path.p, path.n);
	bool found = given && realpath(given, out);

	free(given);
	return found ? nx_str_from(out) : path;
}

static nx_status on_file_begin(
	void *ctx, nx_str path, const nx_file_info *info, bool *skip, nx_error *err)
{
	indexing *x = ctx;
	char full[PATH_MAX];

	path = full_path(full, path);
	*skip = info->is_regular && nx_writer_has_file(x->writer, path, info);
	return *skip ? NX_OK : nx_writer_file_begin(x->writer, path, err);
}

static nx_status on_file_end(
	void *ctx, nx_str path, const nx_file_info *info, bool complete, nx_error *err)
{
	indexing *x = ctx;
	char full[PATH_MAX];

	return nx_writer_file_end(x->writer, full_path(full, path), info, complete, err);
}

static void tell(const char *kind, const nx_place *place, const char *message)
{
	nx_str path = place->path;

	if (nx_str_eq(path, NX_STR("-")))
		path = NX_STR("standard input");
	if (nx_str_starts(nx_str_from(message), path))
		cli_say("%s%s", kind, message);
	else
		cli_say("%s%.*s: %s", kind, NX_FMT(path), message);
}

static nx_status on_refused(void *ctx, const nx_place *place, const nx_error *why, nx_error *err)
{
	(void)err;
	((indexing *)ctx)->refused++;
	tell("", place, why->text);
	return NX_OK;
}

static nx_status on_warning(void *ctx, const nx_place *place, const char *message, nx_error *err)
{
	(void)err;
	((indexing *)ctx)->warnings++;
	tell("warning: ", place, message);
	return NX_OK;
}

static nx_status on_article(void *ctx, const nx_place *place, nx_article *article, nx_error *err)
{
	indexing *x = ctx;
	int32_t first = 0, last = 0;

	x->documents++;
	if (article->date.precision != NX_PRECISION_NONE)
		nx_date_days(&article->date, &first, &last);
	if (first > x->last_day) {
		char message[64];

		snprintf(message, sizeof message,
			"document %llu: dated in the future; date dropped",
			(unsigned long long)place->ordinal);
		on_warning(x, place, message, err);
		article->date = NX_DATE_NONE;
		article->date_origin = NX_ORIGIN_NONE;
	}
	return nx_writer_put(x->writer, place->ordinal, article, err);
}

/* Tomorrow in Greenwich: it may be there already where the article was written. */
static int32_t tomorrow(void)
{
	return (int32_t)(time(NULL) / 86400) + 2440588 + 1;
}

static void summarize(const indexing *x, const nx_write_counts *n)
{
	nx_buf line = NX_BUF_INIT;

	nx_buf_addf(&line, "%llu articles read: %llu added", (unsigned long long)x->documents,
		(unsigned long long)n->added);
	if (n->updated)
		nx_buf_addf(&line, ", %llu updated", (unsigned long long)n->updated);
	if (n->unchanged)
		nx_buf_addf(&line, ", %llu unchanged", (unsigned long long)n->unchanged);
	if (n->removed)
		nx_buf_addf(&line, ", %llu removed", (unsigned long long)n->removed);
	if (n->undated)
		nx_buf_addf(&line, "; %llu without a date", (unsigned long long)n->undated);
	if (n->files_unchanged)
		nx_buf_addf(
			&line, "; %llu files unchanged", (unsigned long long)n->files_unchanged);
	if (x->refused)
		nx_buf_addf(&line, "; %llu refused", (unsigned long long)x->refused);
	cli_say("%.*s", NX_FMT(nx_buf_str(&line)));
	nx_buf_release(&line);
}

static int index_paths(
	nx_store *store, nx_lexicon *lexicon, nx_format format, const cli_values *v, bool quiet)
{
	indexing x = { .last_day = tomorrow() };
	nx_ingest_sink sink = { &x, on_file_begin, on_article, on_refused, on_warning,
		on_file_end };
	nx_write_counts counts = { 0 };
	nx_error err = NX_ERROR_INIT;
	nx_status st = nx_writer_open(&x.writer, store, lexicon, &err);
	int i, code;

	for (i = 0; st == NX_OK && i < v->arg_count; i++)
		st = nx_ingest_path(v->args[i], format, &sink, &err);
	if (st == NX_OK)
		st = nx_writer_finish(x.writer, &counts, &err);
	if (st != NX_OK)
		cli_fail(&err);
	else if (!quiet)
		summarize(&x, &counts);
	nx_writer_close(x.writer);
	if (st != NX_OK || x.refused)
		code = EXIT_FAILED;
	else
		code = x.documents || counts.files_unchanged ? EXIT_FOUND : EXIT_NOTHING;
	return code;
}

static int run(const command *self, int argc, char **argv)
{
	cli_values v;
	nx_format format = NX_FORMAT_AUTO;
	nx_store *store;
	nx_lexicon *lexicon;
	int code = cli_parse(self, argc, argv, &v);

	if (code >= 0)
		return code;
	if (v.arg_count == 0)
		return cli_usage(self, "no file or folder given (- is standard input)");
	if (v.value[OPT_FORMAT] && !nx_format_from_name(&format, nx_str_from(v.value[OPT_FORMAT])))
		return cli_usage(self, "--format: \"%s\" is none of auto, page, markdown, jsonl",
			v.value[OPT_FORMAT]);
	store = cli_open(v.value[OPT_DB], NX_STORE_CREATE);
	lexicon = store ? cli_lexicon() : NULL;
	code = lexicon ? index_paths(store, lexicon, format, &v, v.value[OPT_QUIET] != NULL)
		       : EXIT_FAILED;
	nx_lexicon_free(lexicon);
	nx_store_close(store);
	return code;
}

const command command_index = {
	"index",
	"PATH...",
	"Read articles from files and folders and index them",
	"  newsidx index dumps/\n"
	"  newsidx index --db news.db page.txt articles.jsonl.gz\n"
	"  curl -s URL | newsidx index -\n\n"
	"Pages of text, Markdown and JSON lines are told apart by content, also when they\n"
	"are compressed. A file that was indexed before and has not changed is passed\n"
	"over; one that has changed replaces its articles. What cannot be read is named\n"
	"on standard error and does not stop the rest; the exit code is then 2.\n",
	options,
	run,
};
