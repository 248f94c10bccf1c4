#include <inttypes.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "cli/alert.h"
#include "cli/naming.h"
#include "cli/progress.h"
#include "cli/reading.h"
#include "cli/remembered.h"
#include "cli/stop.h"

enum {
	OPT_DB = READ_OPTIONS,
	OPT_PRUNE,
	OPT_REPLACE,
	OPT_DRY_RUN,
	OPT_PROGRESS,
	OPT_NAMES,
	OPT_MODEL,
	OPT_ALERT,
	OPT_ALERT_FORMAT
};

static const cli_option options[] = {
	READ_OPTION_TABLE("format", 'f'),
	[OPT_DB] = { "db", 0, "FILE", "the index; made if it does not exist" },
	[OPT_PRUNE] = { "prune", 0, NULL, "remove what is gone from the folders given" },
	[OPT_REPLACE] = { "replace", 0, NULL, "an article known by its id takes the new text" },
	[OPT_DRY_RUN] = { "dry-run", 'n', NULL, "say what would happen, write nothing" },
	[OPT_PROGRESS] = { "progress", 0, "WHEN", "auto, always or never" },
	[OPT_NAMES] = { "names", 0, "FILE", "a table of names that the index keeps" },
	[OPT_MODEL] = { "model", 0, "FILE", "a model of names, instead of newsidx's own" },
	[OPT_ALERT] = { "alert", 0, "NAME|all", "print what is new to the saved question" },
	[OPT_ALERT_FORMAT] = { "alert-format", 0, "FORMAT",
		"text, json, jsonl, tsv, csv, ids, paths or html" },
	{ NULL, 0, NULL, NULL },
};

typedef struct indexing {
	reading reading;
	nx_writer *writer;
	bool prune, dry_run;
	int32_t last_day; /* a later date is refused */
	uint64_t documents, without_text;
	uint64_t bytes_before, bytes; /* of the files read, and of the present one */
	uint64_t total;               /* bytes of all files */
	bool endless;                 /* a stream is among them */
	const char *given;            /* the path of the command line that is being read */
	nx_buf root;                  /* its absolute form */
	nx_buf full;                  /* that of the file at hand */
} indexing;

/* The absolute form of a path that was walked to from x->given. Only a file that is a
 * link is looked up: resolving each of a folder's files would cost more than all else
 * that is done for one that has not changed. The view lives until the next call. */
static nx_str full_path(indexing *x, nx_str path)
{
	nx_str below = nx_str_slice(path, strlen(x->given), path.n);
	char real[PATH_MAX];
	struct stat info;

	nx_buf_clear(&x->full);
	nx_buf_add(&x->full, nx_buf_str(&x->root));
	if (!below.n)
		return nx_buf_str(&x->full);
	if (below.p[0] != '/' && !nx_str_ends(nx_buf_str(&x->root), NX_STR("/")))
		nx_buf_addc(&x->full, '/');
	nx_buf_add(&x->full, below);
	if (nx_buf_cstr(&x->full) && lstat(x->full.p, &info) == 0 && S_ISLNK(info.st_mode) &&
		realpath(x->full.p, real)) {
		nx_buf_clear(&x->full);
		nx_buf_adds(&x->full, real);
	}
	return nx_buf_str(&x->full);
}

static nx_status stopped(nx_error *err)
{
	return nx_fail(err, NX_ERR_STOPPED, "interrupted");
}

static nx_status on_file_begin(
	void *ctx, nx_str path, const nx_file_info *info, bool *skip, nx_error *err)
{
	indexing *x = ctx;
	nx_status st = NX_OK;

	if (stop_asked())
		return stopped(err);
	path = full_path(x, path);
	if (nx_buf_status(&x->full, err) != NX_OK)
		return NX_ERR_NOMEM;
	if (info->is_regular)
		st = nx_writer_knows_file(x->writer, path, info, skip, err);
	if (st != NX_OK || !*skip)
		return st == NX_OK ? nx_writer_file_begin(x->writer, path, err) : st;
	progress_skip((uint64_t)info->size);
	progress_show(x->bytes_before, x->documents);
	return NX_OK;
}

static nx_status on_file_end(
	void *ctx, nx_str path, const nx_file_info *info, bool complete, nx_error *err)
{
	indexing *x = ctx;

	x->bytes_before += info->is_regular ? (uint64_t)info->size : x->bytes;
	x->bytes = 0;
	return nx_writer_file_end(x->writer, full_path(x, path), info, complete, err);
}

static nx_status on_progress(void *ctx, uint64_t bytes, nx_error *err)
{
	indexing *x = ctx;

	x->bytes = bytes;
	progress_show(x->bytes_before + bytes, x->documents);
	return stop_asked() ? stopped(err) : NX_OK;
}

/* A path that cannot be looked at must not lose what is indexed of it. */
static nx_status on_refused(void *ctx, const nx_place *place, const nx_error *why, nx_error *err)
{
	indexing *x = ctx;
	nx_status st = NX_OK;

	if (x->prune && why->status == NX_ERR_IO)
		st = nx_writer_keep(x->writer, full_path(x, place->path), err);
	return st == NX_OK ? reading_refuse(&x->reading, place, why, err) : st;
}

static nx_status on_warning(void *ctx, const nx_place *place, const char *text, nx_error *err)
{
	(void)err;
	reading_warn(&((indexing *)ctx)->reading, place, text);
	return NX_OK;
}

static nx_status on_passed(void *ctx, const nx_place *place, const char *why, nx_error *err)
{
	(void)place, (void)err;
	reading_pass(&((indexing *)ctx)->reading, why);
	return NX_OK;
}

static nx_status on_article(void *ctx, const nx_place *place, nx_article *article, nx_error *err)
{
	nx_article_place where = { place->member, place->ordinal, place->sole };
	indexing *x = ctx;

	x->documents++;
	x->without_text += !article->body.n;
	if (reading_drop_future(article, x->last_day))
		reading_warn_future(&x->reading, place);
	return nx_writer_put(x->writer, &where, article, err);
}

/* Behind the last '/'. */
static nx_str base_name(nx_str path)
{
	nx_str name = path;

	while (nx_str_split(&path, '/', &name))
		;
	return name;
}

/* Its name tells what a page is, and sometimes when it is of. */
static nx_status on_original(
	void *ctx, const nx_place *place, nx_str page, uint64_t articles, nx_error *err)
{
	indexing *x = ctx;
	nx_str name = base_name(place->path);
	nx_buf how = NX_BUF_INIT;
	nx_status st;

	if (nx_str_eq(name, base_name(nx_buf_str(&x->full))))
		name = NX_STR_NULL;
	remember_options(&how, &x->reading.options, name);
	st = nx_buf_status(&how, err);
	if (st == NX_OK)
		st = nx_writer_original(
			x->writer, place->member, articles, page, nx_buf_str(&how), err);
	nx_buf_release(&how);
	return st;
}

static nx_status add_size(
	void *ctx, nx_str path, const nx_file_info *info, bool *skip, nx_error *err)
{
	indexing *x = ctx;

	(void)path, (void)err;
	*skip = true;
	x->total += (uint64_t)info->size;
	x->endless |= !info->is_regular;
	return NX_OK;
}

static nx_status ignore_refusal(
	void *ctx, const nx_place *place, const nx_error *why, nx_error *err)
{
	(void)ctx, (void)place, (void)why, (void)err;
	return NX_OK;
}

/* How much there is, for the time left: a walk that opens no file. */
static nx_status measure(indexing *x, nx_error *err)
{
	nx_ingest_sink sink = { .ctx = x, .file_begin = add_size, .refused = ignore_refusal };
	nx_status st = reading_run(&x->reading, &sink, err);

	progress_total(x->total, !x->endless);
	return st;
}

/* Folders only: a file that is gone was refused, and nothing is below one. */
static nx_status prune(indexing *x, const char *path, nx_error *err)
{
	nx_file_info info;

	if (!x->prune || nx_file_stat(&info, path, NULL) != NX_OK || !info.is_dir)
		return NX_OK;
	return nx_writer_prune(x->writer, nx_buf_str(&x->root), err);
}

static nx_status index_paths(indexing *x, nx_error *err)
{
	nx_ingest_sink sink = { .ctx = x,
		.file_begin = on_file_begin,
		.article = on_article,
		.original = on_original,
		.refused = on_refused,
		.warning = on_warning,
		.passed = on_passed,
		.progress = on_progress,
		.file_end = on_file_end };
	const reading *r = &x->reading;
	nx_status st = NX_OK;

	for (size_t i = 0; st == NX_OK && i < r->path_count; i++) {
		x->given = r->paths[i];
		nx_buf_clear(&x->root);
		cli_absolute(&x->root, x->given);
		st = nx_buf_status(&x->root, err);
		if (st == NX_OK)
			st = nx_ingest_path(x->given, &r->options, &sink, err);
		if (st == NX_OK)
			st = prune(x, x->given, err);
	}
	return st;
}

/* Of things that need no other form for more than one. */
static void add_count(nx_buf *line, const char *before, uint64_t count, const char *what)
{
	message_count_some(line, before, what, what, count);
}

static void summarize(const indexing *x, const nx_write_counts *n)
{
	nx_buf line = NX_BUF_INIT;

	nx_buf_adds(&line, x->dry_run ? message("dry run, nothing is written: ") : "");
	message_count(&line, "%s article read: ", "%s articles read: ", x->documents);
	message_count(&line, "%s added", "%s added", n->added);
	add_count(&line, ", ", n->updated, "%s updated");
	add_count(&line, ", ", n->unchanged, "%s unchanged");
	message_count_some(&line, ", ", "%s duplicate", "%s duplicates", n->duplicates);
	add_count(&line, ", ", n->removed, "%s removed");
	add_count(&line, "; ", n->undated, "%s without a date");
	add_count(&line, "; ", x->without_text, "%s without text");
	message_count_some(
		&line, "; ", "%s file unchanged", "%s files unchanged", n->files_unchanged);
	message_count_some(&line, "; ", "%s file renamed", "%s files renamed", n->files_renamed);
	message_count_some(&line, "; ", "%s file removed", "%s files removed", n->files_removed);
	reading_summarize(&x->reading, &line);
	cli_tell("%.*s", NX_FMT(nx_buf_str(&line)));
	nx_buf_release(&line);
}

/* What was read is stored also when the run was stopped. */
static int index_all(indexing *x, nx_store *store, const nx_lexicon *lexicon, bool replace)
{
	nx_writer_options writing = {
		.replace = replace, .dry_run = x->dry_run, .furniture = x->reading.options.furniture
	};
	nx_write_counts counts = { 0 };
	nx_error err = NX_ERROR_INIT, end = NX_ERROR_INIT;
	nx_status st, finish = NX_OK;

	st = nx_writer_open(&x->writer, store, lexicon, &writing, &err);
	if (st == NX_OK)
		st = measure(x, &err);
	if (st == NX_OK)
		st = index_paths(x, &err);
	if (st != NX_ERR_DB && st != NX_ERR_NOMEM)
		finish = nx_writer_finish(x->writer, &counts, &end);
	nx_writer_close(x->writer);
	if (st == NX_OK && finish == NX_OK && !x->dry_run)
		cli_merge(store, counts.added + counts.updated);
	progress_hide();
	if (st != NX_OK && st != NX_ERR_STOPPED)
		cli_fail(&err);
	if (finish != NX_OK)
		cli_fail(&end);
	else if (st != NX_ERR_DB && st != NX_ERR_NOMEM)
		summarize(x, &counts);
	if (st == NX_ERR_STOPPED && finish == NX_OK)
		cli_say("%s; what was read is kept, the same command goes on from there", err.text);
	if (st == NX_ERR_STOPPED && stop_asked())
		return EXIT_INTERRUPTED;
	if (st != NX_OK || finish != NX_OK || reading_refused(&x->reading))
		return EXIT_FAILED;
	return x->documents || counts.files_unchanged || counts.files_renamed ||
			       counts.files_removed
		       ? EXIT_FOUND
		       : EXIT_NOTHING;
}

static int run(const command *self, int argc, char **argv)
{
	indexing x = { .last_day = reading_last_day(), .root = NX_BUF_INIT, .full = NX_BUF_INIT };
	nx_store *store = NULL;
	naming by = { .names = NX_BUF_INIT };
	nx_error err = NX_ERROR_INIT;
	alert alerts = { 0 };
	cli_values v;
	int code = cli_parse(self, argc, argv, &v);

	if (code >= 0)
		return code;
	if (v.value[OPT_ALERT] && v.value[OPT_DRY_RUN])
		return cli_usage(self, "--alert goes without --dry-run");
	code = EXIT_FAILED;
	x.prune = v.value[OPT_PRUNE] != NULL;
	x.dry_run = v.value[OPT_DRY_RUN] != NULL;
	if (!reading_init(&x.reading, self, &v) || !progress_start(self, v.value[OPT_PROGRESS]) ||
		!alert_choose(&alerts, self, &v, OPT_ALERT, OPT_ALERT_FORMAT))
		goto done;
	if (!naming_read(&by, v.value[OPT_NAMES], v.value[OPT_MODEL]))
		goto done;
	store = cli_open(v.value[OPT_DB], x.dry_run ? NX_STORE_DRY : NX_STORE_CREATE);
	if (!store || !(x.dry_run ? naming_use(&by, store) : naming_keep(&by, store, false)) ||
		!alert_check(&alerts, store))
		goto done;
	stop_on_signal();
	if (nx_furniture_new(&x.reading.options.furniture, &err) != NX_OK)
		cli_fail(&err);
	else
		code = index_all(&x, store, by.lexicon, v.value[OPT_REPLACE] != NULL);
	if (!stop_asked())
		code = alert_tell(&alerts, store, by.lexicon, code);
done:
	nx_furniture_free(x.reading.options.furniture);
	if (!reading_release(&x.reading))
		code = EXIT_FAILED;
	alert_release(&alerts);
	nx_buf_release(&x.root);
	nx_buf_release(&x.full);
	naming_release(&by);
	nx_store_close(store);
	return code;
}

const command command_index = {
	"index",
	"PATH...",
	"Read articles from files and folders and index them",
	"  newsidx index dumps/\n"
	"  newsidx index --db news.db page.txt articles.jsonl.gz site.warc.gz old.zip\n"
	"  newsidx index --prune --errors bad.tsv archive/\n"
	"  curl -s URL | newsidx index -\n"
	"  find dumps -name '*.html' -print0 | newsidx index -0 --files-from -\n\n"
	"Formats: page (text scraped from pages), markdown, jsonl, json, html, feed (RSS,\n"
	"Atom), trec (SGML), csv and tsv, told apart by content; also compressed (gzip,\n"
	"bzip2, xz, zstd, lz4, lzip), in archives (tar, zip, 7-Zip, WARC) and in archives\n"
	"within these. Encodings are found out, and mojibake is repaired.\n\n"
	"A file that was indexed before and has not changed is passed over; one that has\n"
	"changed replaces its articles. The same article in two places (same docno and\n"
	"source, or same text) is kept once, and its other places are remembered. What\n"
	"cannot be read is named on standard error and does not stop the rest; the exit\n"
	"code is then 2. Ctrl-C stores what was read; the same command goes on there.\n\n"
	"--alert prints what is new to a question of newsidx save, each article once, and\n"
	"nothing when nothing is.\n",
	options,
	run,
};
