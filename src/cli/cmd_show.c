#include <string.h>

#include "cli/printing.h"

enum { OPT_DB, OPT_PRINT, OPT_RAW = OPT_PRINT + PRINT_OPTIONS, OPT_ENTITIES, OPT_MODEL };

#define FORMATS "text|json|jsonl|tsv|csv|html|markdown"

static const cli_option options[] = {
	[OPT_DB] = { "db", 0, "FILE", "the index" },
	PRINT_OPTION_TABLE(OPT_PRINT, "text, json, jsonl, tsv, csv, html or markdown"),
	[OPT_RAW] = { "raw", 0, NULL, "the page as it was read, to the byte; one id" },
	[OPT_ENTITIES] = { "entities", 0, NULL, "the names in the article, where they stand" },
	[OPT_MODEL] = { "model", 0, "FILE", "a model of names, instead of newsidx's own" },
	{ NULL, 0, NULL, NULL },
};

/* The exit code when one more id has been asked for; what is wrong with it is said. */
static int code_with(int code, nx_status st, const nx_error *err)
{
	if (st == NX_OK)
		return code;
	cli_fail(err);
	if (st != NX_ERR_NOTFOUND)
		return EXIT_FAILED;
	return code == EXIT_FOUND ? EXIT_NOTHING : code;
}

static int show_all(printing *p, nx_store *store, const cli_values *v)
{
	int i, code = EXIT_FOUND;

	printing_begin(p);
	for (i = 0; i < v->arg_count; i++) {
		nx_error err = NX_ERROR_INIT;
		nx_status st = nx_store_read(store, nx_str_from(v->args[i]), printing_hit, p, &err);

		if (st == NX_ERR_STOPPED)
			break;
		code = code_with(code, st, &err);
	}
	printing_end(p);
	return cli_finish(code);
}

static int show_page(nx_store *store, const char *id)
{
	nx_error err = NX_ERROR_INIT;
	nx_buf page = NX_BUF_INIT;
	nx_status st = nx_store_original(store, nx_str_from(id), &page, &err);

	if (st == NX_OK)
		cli_write(&page);
	nx_buf_release(&page);
	return cli_finish(code_with(EXIT_FOUND, st, &err));
}

/* What --raw excludes; false after a report. */
static bool is_raw_alone(const command *self, const cli_values *v)
{
	int i;

	for (i = OPT_PRINT; i < OPT_PRINT + PRINT_OPTIONS && !cli_is_given(v, i); i++)
		;
	if (i < OPT_PRINT + PRINT_OPTIONS)
		cli_usage(self, "--raw: the page has its own format and no colour");
	else if (v->arg_count > 1)
		cli_usage(self, "--raw: takes one id, as pages have nothing between them");
	else
		return true;
	return false;
}

/* The names in articles. */
typedef struct article_names {
	nx_store *store;
	const nx_lexicon *lexicon;
	bool json;
	nx_mentions mentions;
	nx_buf out;
} article_names;

static nx_status add_mention(article_names *n, const nx_hit *hit, const char *field, nx_str text,
	size_t i, nx_error *err)
{
	const nx_mention *m = &n->mentions.items[i];
	nx_str kind, name, printed = nx_str_slice(text, m->start, m->end);

	if (nx_store_name_now(n->store, m->entity, &kind, &name, err) != NX_OK)
		return err->status;
	if (n->json) {
		nx_buf_addf(&n->out, "{\"id\": \"%s\", \"field\": \"%s\", \"type\": \"%.*s\"",
			hit->id, field, NX_FMT(kind));
		nx_buf_adds(&n->out, ", \"name\": ");
		nx_json_string(&n->out, name);
		nx_buf_adds(&n->out, ", \"text\": ");
		nx_json_string(&n->out, printed);
		nx_buf_addf(&n->out, ", \"start\": %zu, \"end\": %zu}\n", m->start, m->end);
		return NX_OK;
	}
	nx_buf_addf(&n->out, "%s\t%s\t%.*s\t", hit->id, field, NX_FMT(kind));
	nx_tsv_field(&n->out, name);
	nx_buf_addc(&n->out, '\t');
	nx_tsv_field(&n->out, printed);
	nx_buf_addf(&n->out, "\t%zu\t%zu\n", m->start, m->end);
	return NX_OK;
}

/* The body first: a surname in the title is whom it names in full. */
static nx_status name_article(void *ctx, const nx_hit *hit, nx_error *err)
{
	article_names *n = ctx;
	size_t i, of_body;
	nx_status st;

	n->mentions.count = 0;
	st = nx_entities_find(&n->mentions, n->lexicon, hit->body, err);
	of_body = n->mentions.count;
	if (st == NX_OK)
		st = nx_entities_find(&n->mentions, n->lexicon, hit->title, err);
	for (i = of_body; st == NX_OK && i < n->mentions.count; i++)
		st = add_mention(n, hit, "title", hit->title, i, err);
	for (i = 0; st == NX_OK && i < of_body; i++)
		st = add_mention(n, hit, "body", hit->body, i, err);
	return st == NX_OK ? nx_buf_status(&n->out, err) : st;
}

static int show_names(nx_store *store, const cli_values *v, bool json)
{
	nx_lexicon *lexicon = cli_lexicon(store, NULL, v->value[OPT_MODEL]);
	article_names n = { .store = store,
		.lexicon = lexicon,
		.json = json,
		.mentions = NX_MENTIONS_INIT,
		.out = NX_BUF_INIT };
	int i, code = lexicon ? EXIT_FOUND : EXIT_FAILED;

	for (i = 0; lexicon && i < v->arg_count; i++) {
		nx_error err = NX_ERROR_INIT;
		nx_status st =
			nx_store_read(store, nx_str_from(v->args[i]), name_article, &n, &err);

		code = code_with(code, st, &err);
		if (!cli_write(&n.out))
			break;
	}
	nx_mentions_release(&n.mentions);
	nx_buf_release(&n.out);
	nx_lexicon_free(lexicon);
	return cli_finish(code);
}

static int run(const command *self, int argc, char **argv)
{
	cli_values v;
	printing p = { .out = NX_BUF_INIT, .print.with_body = true };
	nx_store *store = NULL;
	int code = cli_parse(self, argc, argv, &v);

	if (code >= 0)
		return code;
	if (v.arg_count == 0)
		return cli_usage(self, "no id given");
	if (v.value[OPT_RAW] && !is_raw_alone(self, &v))
		return EXIT_FAILED;
	if (v.value[OPT_RAW] && v.value[OPT_ENTITIES])
		return cli_usage(self, "--raw and --entities go one at a time");
	if (v.value[OPT_ENTITIES] && v.value[OPT_PRINT] &&
		!cli_is_among("text|tsv|jsonl", nx_str_from(v.value[OPT_PRINT])))
		return cli_usage(self, "--entities: the format is tsv or jsonl");
	code = EXIT_FAILED;
	if (!printing_choose(&p, self, &v, OPT_PRINT, FORMATS) ||
		!(store = cli_open(v.value[OPT_DB], NX_STORE_READ)))
		goto done;
	if (v.value[OPT_ENTITIES])
		code = show_names(store, &v, !strcmp(p.printer->name, "jsonl"));
	else
		code = v.value[OPT_RAW] ? show_page(store, v.args[0]) : show_all(&p, store, &v);
done:
	nx_store_close(store);
	printing_release(&p);
	return code;
}

const command command_show = {
	"show",
	"ID...",
	"Print whole articles by their ids",
	"  newsidx show 20201027-1\n"
	"  newsidx search --format ids كاراباخ | xargs newsidx show --format jsonl\n"
	"  newsidx show --raw 20201027-1 >page.html\n"
	"  newsidx show --entities 20201027-1\n\n"
	"--entities: id, title or body, kind, name, its spelling there, and the bytes\n"
	"from and up to which it stands; with --format jsonl as objects.\n",
	options,
	run,
};
