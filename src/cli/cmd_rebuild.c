#include "cli/naming.h"
#include "cli/reading.h"
#include "cli/remembered.h"

enum { OPT_DB, OPT_NAMES, OPT_MODEL };

static const cli_option options[] = {
	[OPT_DB] = { "db", 0, "FILE", "the index" },
	[OPT_NAMES] = { "names", 0, "FILE", "a table of names that the index keeps" },
	[OPT_MODEL] = { "model", 0, "FILE", "a model of names, instead of newsidx's own" },
	{ NULL, 0, NULL, NULL },
};

/* The pages that are kept, read again. */
typedef struct rereading {
	nx_writer *writer;
	nx_furniture *furniture; /* applied; it learns nothing from what it has seen before */
	remembered how;
	reading report;
	int32_t last_day;
	uint64_t found; /* articles of the page at hand */
	nx_error why;   /* of the first refusal in it */
} rereading;

static nx_status on_article(void *ctx, const nx_place *place, nx_article *article, nx_error *err)
{
	nx_article_place where = { place->member, place->ordinal, place->sole };
	rereading *x = ctx;

	x->found++;
	reading_drop_future(article, x->last_day);
	return nx_writer_put(x->writer, &where, article, err);
}

static nx_status on_refused(void *ctx, const nx_place *place, const nx_error *why, nx_error *err)
{
	rereading *x = ctx;

	(void)place, (void)err;
	if (x->why.status == NX_OK)
		x->why = *why;
	return NX_OK;
}

static void warn(rereading *x, const nx_original *page, const char *what, const char *why)
{
	nx_place place = { .path = page->path, .member = page->member };
	nx_buf message = NX_BUF_INIT;

	nx_buf_addf(&message, "%s (%s); its articles stay as they were", what, why);
	reading_warn(&x->report, &place, nx_buf_cstr(&message) ? message.p : what);
	nx_buf_release(&message);
}

static nx_status read_page(rereading *x, const nx_original *page, nx_error *err)
{
	nx_ingest_sink sink = { .ctx = x, .article = on_article, .refused = on_refused };
	nx_status st;

	x->found = 0;
	x->why = (nx_error)NX_ERROR_INIT;
	if (!remembered_read(&x->how, page->options))
		return nx_fail(err, NX_ERR_NOMEM, "out of memory");
	x->how.options.furniture = x->furniture;
	st = nx_ingest_page(page->page, x->how.name.p ? x->how.name : page->path, page->member,
		&x->how.options, &sink, err);
	if (st == NX_OK && !x->found)
		warn(x, page, "the page that is kept cannot be read any more",
			x->why.status != NX_OK ? x->why.text : "empty");
	return st;
}

static nx_status read_pages(rereading *x, nx_error *err)
{
	nx_original page;
	bool more = true;
	nx_status st = NX_OK;

	while (st == NX_OK && more) {
		st = nx_writer_next_original(x->writer, &page, &more, err);
		if (st == NX_ERR_FORMAT) {
			warn(x, &page, "the page that is kept is damaged", err->text);
			st = NX_OK;
		} else if (st == NX_OK && more) {
			st = read_page(x, &page, err);
		}
	}
	return st == NX_OK ? nx_writer_finish(x->writer, NULL, err) : st;
}

/* With what is known of the furniture of their sources by now. */
static nx_status reread(nx_store *store, const nx_lexicon *lexicon, nx_error *err)
{
	rereading x = { .last_day = reading_last_day() };
	nx_writer_options writing = { .replace = false };
	nx_status st = nx_furniture_new(&x.furniture, err);

	if (st == NX_OK) {
		nx_furniture_learning(x.furniture, false);
		writing.furniture = x.furniture;
		st = nx_writer_open(&x.writer, store, lexicon, &writing, err);
	}
	if (st == NX_OK) {
		st = read_pages(&x, err);
		nx_writer_close(x.writer);
	}
	remembered_release(&x.how);
	nx_furniture_free(x.furniture);
	return st;
}

static int run(const command *self, int argc, char **argv)
{
	naming by = { .names = NX_BUF_INIT };
	nx_error err = NX_ERROR_INIT;
	nx_store *store = NULL;
	cli_values v;
	int code = cli_parse(self, argc, argv, &v);

	if (code >= 0)
		return code;
	code = EXIT_FAILED;
	if (!naming_read(&by, v.value[OPT_NAMES], v.value[OPT_MODEL]))
		goto done;
	store = cli_open(v.value[OPT_DB], NX_STORE_REBUILD);
	if (!store || !naming_keep(&by, store, true))
		goto done;
	if (nx_store_rebuild(store, by.lexicon, &err) != NX_OK ||
		reread(store, by.lexicon, &err) != NX_OK)
		cli_fail(&err);
	else {
		cli_merge(store, UINT64_MAX);
		code = EXIT_FOUND;
	}
done:
	naming_release(&by);
	nx_store_close(store);
	return code;
}

const command command_rebuild = {
	"rebuild",
	"",
	"Make the index anew: from its articles and the pages that it keeps",
	"  newsidx rebuild --db news.db\n\n"
	"After an update of newsidx, or when much has been indexed since: pages are read\n"
	"again with what is known by now of the furniture of their source. The ids of\n"
	"articles go on leading to them.\n",
	options,
	run,
};
