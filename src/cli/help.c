#include <string.h>

#include "cli/cli.h"
#include "cli/messages.h"
#include "cli/nearest.h"
#include "newsidx/columns.h"
#include "newsidx/ingest.h"
#include "newsidx/locale.h"

/* Where the second column begins, and the room it has in 80. */
#define HELP_AT 33
#define HELP_ROOM 47

static void print_option(const cli_option *option, FILE *to)
{
	nx_str help = nx_str_from(message(option->help));
	size_t at = 0, next = 0;
	char left[64];

	snprintf(left, sizeof left, "%c%c%s --%s%s%s", option->letter ? '-' : ' ',
		option->letter ? option->letter : ' ', option->letter ? "," : " ", option->name,
		option->argument ? " " : "", option->argument ? option->argument : "");
	fprintf(to, "  %-30s ", left);
	do {
		size_t end = nx_line_end(help, at, HELP_ROOM, &next);

		fprintf(to, "%*s", at ? HELP_AT : 0, "");
		message_put(to, nx_str_slice(help, at, end));
		fputc('\n', to);
		at = next;
	} while (at < help.n);
}

nx_str cli_examples(const command *self, nx_str *text)
{
	nx_str rest = self->details ? nx_str_from(self->details) : NX_STR(""), all = rest, line;
	size_t end = 0;

	while (nx_str_starts(rest, NX_STR("  ")) &&
		nx_str_find(rest, NX_STR("newsidx"), 0) < rest.n &&
		nx_str_split(&rest, '\n', &line) &&
		nx_str_find(line, NX_STR("newsidx"), 0) < line.n)
		end = (size_t)(line.p + line.n + 1 - all.p);
	*text = nx_str_slice(all, end, all.n);
	while (nx_str_starts(*text, NX_STR("\n")))
		*text = nx_str_slice(*text, 1, text->n);
	return nx_str_slice(all, 0, end);
}

void cli_help(const command *self, FILE *to)
{
	nx_str text, examples = cli_examples(self, &text);
	nx_buf out = NX_BUF_INIT;
	const cli_option *o;

	nx_buf_addf(&out, "%s: newsidx %s [OPTION]...%s%s\n%s.\n", message("Usage"), self->name,
		*self->arguments ? " " : "", self->arguments, message(self->summary));
	message_put_lines(to, nx_buf_str(&out));
	nx_buf_clear(&out);
	if (examples.n)
		fprintf(to, "\n%s:\n%.*s", message("Examples"), NX_FMT(examples));
	nx_buf_addc(&out, '\n');
	message_paragraphs(&out, text);
	if (text.n)
		message_put_lines(to, nx_buf_str(&out));
	nx_buf_release(&out);
	fprintf(to, "\n%s:\n", message("Options"));
	for (o = self->options; o->name; o++)
		print_option(o, to);
	for (o = cli_common_options; o->name; o++)
		print_option(o, to);
}

void cli_help_all(FILE *to)
{
	nx_buf out = NX_BUF_INIT;
	const command *const *c;

	nx_buf_adds(&out, message("Usage: newsidx COMMAND [OPTION]... [ARGUMENT]...\n"
				  "Index Arabic news and search it from the shell.\n\n"
				  "Examples:\n"
				  "  newsidx index FOLDER            index what is in it\n"
				  "  newsidx search كاراباخ          which articles say this\n"
				  "  newsidx search --entity بوتين --from 2020-10 --to 2020-12\n\n"
				  "Commands:\n"));
	for (c = cli_commands; *c; c++)
		nx_buf_addf(&out, "  %-10s  %s\n", (*c)->name, message((*c)->summary));
	nx_buf_adds(&out,
		message("\nnewsidx help COMMAND tells more about each. The index is the file that"
			" --db\nnames, else $NEWSIDX_DB, else the configuration, else"
			" newsidx/news.db in\n$XDG_DATA_HOME; newsidx config tells which.\n"
			"Exit code: 0 found, 1 nothing found, 2 wrong use or failure.\n"));
	message_put_lines(to, nx_buf_str(&out));
	nx_buf_release(&out);
}

const command *cli_find_command(const char *name)
{
	nearest near = NEAREST_INIT(nx_str_from(name));
	const command *const *c;

	for (c = cli_commands; *c; c++) {
		if (!strcmp((*c)->name, name))
			return *c;
		nearest_offer(&near, (*c)->name);
	}
	if (near.best)
		cli_say("no command \"%s\" (did you mean %s?); newsidx help lists them", name,
			near.best);
	else
		cli_say("no command \"%s\"; newsidx help lists them", name);
	return NULL;
}

int cli_version(void)
{
	nx_buf out = NX_BUF_INIT;

	nx_buf_adds(&out, "newsidx " VERSION "\n");
	nx_store_libraries(&out);
	nx_text_libraries(&out);
	nx_ingest_libraries(&out);
	cli_write(&out);
	nx_buf_release(&out);
	return cli_finish(EXIT_FOUND);
}
