#include "cli/cli.h"
#include "cli/messages.h"
#include "newsidx/saved.h"

enum { OPT_MATCH = CLI_NAMES, OPT_REPLACE };

static const cli_option options[] = {
	CLI_QUESTION_OPTIONS,
	[OPT_MATCH] = { "match", 0, "all|any", "all words must be there, or one is enough" },
	[OPT_REPLACE] = { "replace", 0, NULL, "put it in the place of one of this name" },
	{ NULL, 0, NULL, NULL },
};

static void add_day(nx_buf *out, int32_t number)
{
	int year, month, day;

	nx_day_split(number, &year, &month, &day);
	nx_buf_addf(out, "%04d-%02d-%02d", year, month, day);
}

static void add_days(nx_buf *out, const cli_values *v, const nx_search_options *how)
{
	bool from = v->value[CLI_FROM] || v->value[CLI_ON],
	     to = v->value[CLI_TO] || v->value[CLI_ON];

	if (!from && !to)
		return;
	nx_buf_adds(out, from && to ? "date:" : from ? "from:" : "to:");
	if (from)
		add_day(out, how->first_day);
	nx_buf_adds(out, from && to ? ".." : "");
	if (to)
		add_day(out, how->last_day);
}

/* The filters as fields of a query. A quotation mark in a name tells nothing apart. */
static void add_filters(nx_buf *out, const command *self, const cli_values *v)
{
	for (int i = 0; i < v->given_count; i++) {
		int option = v->given[i];

		if (option < CLI_ENTITY || option > CLI_TAG)
			continue;
		nx_buf_addf(out, "%s%s:\"", out->n ? " " : "", self->options[option].name);
		for (const char *p = v->given_value[i]; *p; p++)
			nx_buf_addc(out, *p == '"' ? ' ' : *p);
		nx_buf_addc(out, '"');
	}
}

static void tell(nx_saving how, int64_t matches)
{
	nx_buf line = NX_BUF_INIT;

	nx_buf_adds(&line, how == NX_SAVING_NEW        ? message("saved: ")
			   : how == NX_SAVING_REPLACED ? message("replaced: ")
						       : message("saved already"));
	if (how != NX_SAVING_KNOWN)
		message_count(&line, "%s article matches", "%s articles match", (uint64_t)matches);
	cli_tell("%.*s", NX_FMT(nx_buf_str(&line)));
	nx_buf_release(&line);
}

static int save(const cli_values *v, const nx_saved *asks)
{
	nx_store *store = cli_open(v->value[CLI_DB], NX_STORE_WRITE);
	nx_lexicon *lexicon = store ? cli_lexicon(store, NULL, NULL) : NULL;
	nx_error err = NX_ERROR_INIT;
	int code = EXIT_FAILED;
	int64_t matches;
	nx_saving how;
	nx_query query;

	cli_query(&query, store);
	if (lexicon && nx_question_save(store, nx_str_from(v->args[0]), asks,
			       v->value[OPT_REPLACE] != NULL, &query, lexicon, &how, &matches,
			       &err) == NX_OK) {
		cli_notes(&query.notes);
		tell(how, matches);
		code = EXIT_FOUND;
	} else if (lexicon) {
		cli_fail(&err);
	}
	nx_query_release(&query);
	nx_lexicon_free(lexicon);
	nx_store_close(store);
	return code;
}

static int run(const command *self, int argc, char **argv)
{
	nx_buf text = NX_BUF_INIT, filters = NX_BUF_INIT;
	nx_search_options how = { 0 };
	nx_error err = NX_ERROR_INIT;
	nx_saved asks = { 0 };
	nx_query scratch; /* in which the filters are tried */
	cli_values v;
	int code = cli_parse(self, argc, argv, &v);

	if (code >= 0)
		return code;
	code = EXIT_FAILED;
	nx_query_init(&scratch);
	cli_operands(&text, &v, 1);
	if (!cli_match(self, v.value[OPT_MATCH], &asks.match) ||
		!cli_apply(self, &v, &scratch, &how))
		goto done;
	if (!v.arg_count) {
		cli_usage(self, "a name and a query are needed");
		goto done;
	}
	if (v.arg_count == 1 && !cli_filters(&v)) {
		cli_usage(self, "a query or a filter is needed");
		goto done;
	}
	add_days(&filters, &v, &how);
	add_filters(&filters, self, &v);
	asks.query = nx_buf_str(&text);
	asks.filters = nx_buf_str(&filters);
	if (nx_buf_status(&text, &err) != NX_OK || nx_buf_status(&filters, &err) != NX_OK)
		cli_fail(&err);
	else
		code = save(&v, &asks);
done:
	nx_query_release(&scratch);
	nx_buf_release(&text);
	nx_buf_release(&filters);
	return code;
}

const command command_save = {
	"save",
	"NAME QUERY...",
	"Save a question under a name",
	"  newsidx save هدنة '\"وقف إطلاق النار\" أو هدنة'\n"
	"  newsidx save wheat 'قمح أو حبوب' --source وفا --from 2022\n"
	"  newsidx search query:wheat -query:هدنة\n"
	"  newsidx index --alert all dumps/\n\n"
	"The index keeps the question, with the filters given. In any query query:NAME,\n"
	"or سؤال:NAME, stands for it as if it were written there in brackets, also in\n"
	"saved questions; \"yesterday\" counts from the day on which it is asked. What it\n"
	"finds now is known to it: newsidx index --alert tells what comes later.\n\n"
	"A name is one word, Arabic or other, without quotation marks and brackets; its\n"
	"hamza, harakat and case make no difference. Another question under a name that\n"
	"is taken is refused without --replace, with which it begins anew. newsidx saved\n"
	"lists the questions and removes them.\n",
	options,
	run,
};
