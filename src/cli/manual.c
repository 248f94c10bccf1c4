#include "cli/manual.h"

#include <ctype.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "cli/cli.h"
#include "cli/messages.h"

/* As it is, whatever Markdown thinks of it. */
static void add_plain(nx_buf *out, nx_str text)
{
	for (size_t i = 0; i < text.n; i++) {
		if (ispunct((unsigned char)text.p[i]))
			nx_buf_addc(out, '\\');
		nx_buf_addc(out, text.p[i]);
	}
}

static void add_marked(nx_buf *out, const char *mark, const char *text)
{
	nx_buf_adds(out, mark);
	add_plain(out, nx_str_from(text));
	nx_buf_adds(out, mark);
}

/* A term and, behind a colon, what it means. */
static void add_option(nx_buf *out, const cli_option *option)
{
	char letter[3] = { '-', option->letter, '\0' };
	nx_buf name = NX_BUF_INIT;

	if (option->letter) {
		add_marked(out, "**", letter);
		nx_buf_adds(out, ", ");
	}
	nx_buf_addf(&name, "--%s", option->name);
	add_marked(out, "**", nx_buf_cstr(&name) ? name.p : "");
	if (option->argument) {
		nx_buf_adds(out, " ");
		add_marked(out, "*", option->argument);
	}
	nx_buf_adds(out, "\n: ");
	add_plain(out, nx_str_from(option->help));
	nx_buf_adds(out, "\n\n");
	nx_buf_release(&name);
}

static void add_options(nx_buf *out, const cli_option *options)
{
	for (; options->name; options++)
		add_option(out, options);
}

/* Indented lines stay lines. */
static void add_details(nx_buf *out, nx_str text)
{
	bool code = false;
	nx_str line;

	while (nx_str_split(&text, '\n', &line)) {
		bool indented = nx_str_starts(line, NX_STR("  "));

		if (indented != code)
			nx_buf_addc(out, '\n');
		code = indented;
		if (code) {
			nx_buf_adds(out, "  ");
			nx_buf_add(out, line);
		} else {
			add_plain(out, line);
		}
		nx_buf_addc(out, '\n');
	}
}

static void add_commands(nx_buf *out)
{
	const command *const *c;

	for (c = cli_commands; *c; c++) {
		nx_buf_addf(out, "**newsidx\\-%s**(1)\n: ", (*c)->name);
		add_plain(out, nx_str_from((*c)->summary));
		nx_buf_adds(out, ".\n\n");
	}
}

static bool add_file(nx_buf *out, const char *path)
{
	FILE *f = fopen(path, "r");
	char *line = NULL;
	size_t cap = 0;
	ssize_t n;
	bool ok = f != NULL;

	while (f && (n = getline(&line, &cap, f)) >= 0) {
		nx_str text = { line, (size_t)n };

		if (nx_str_eq(text, NX_STR("@commands\n")))
			add_commands(out);
		else if (nx_str_eq(text, NX_STR("@options\n")))
			add_options(out, cli_common_options);
		else
			nx_buf_add(out, text);
	}
	if (!f || ferror(f)) {
		cli_say("%s: %s", path, nx_message_errno(errno));
		ok = false;
	}
	free(line);
	if (f)
		fclose(f);
	return ok;
}

static bool add_command(nx_buf *out, const command *c, const char *more)
{
	nx_str text, examples = cli_examples(c, &text), line;
	bool ok = true;

	nx_buf_addf(out, "# NAME\n\nnewsidx\\-%s - ", c->name);
	nx_buf_addc(out, (char)tolower((unsigned char)c->summary[0]));
	add_plain(out, nx_str_from(c->summary + 1));
	nx_buf_addf(out, "\n\n# SYNOPSIS\n\n**newsidx %s** \\[*OPTION*\\]... ", c->name);
	add_plain(out, nx_str_from(c->arguments));
	nx_buf_adds(out, "\n\n# DESCRIPTION\n\n");
	if (text.n)
		add_details(out, text);
	else
		nx_buf_addf(out, "%s.\n", c->summary);
	nx_buf_addc(out, '\n');
	if (more)
		ok = add_file(out, more);
	nx_buf_adds(out, "\n# OPTIONS\n\n");
	add_options(out, c->options);
	add_options(out, cli_common_options);
	nx_buf_adds(out, "# EXAMPLES\n\n");
	while (nx_str_split(&examples, '\n', &line))
		nx_buf_addf(out, "  %.*s\n", NX_FMT(line));
	nx_buf_adds(out, "\n# EXIT STATUS\n\n0 found, 1 nothing found, 2 wrong use or failure.\n\n"
			 "# SEE ALSO\n\n**newsidx**(1), **newsidx\\-query**(7), "
			 "**newsidx\\-formats**(7)\n");
	return ok;
}

int manual_print(const char *name, const char *more)
{
	nx_buf out = NX_BUF_INIT;
	const command *const *c;
	bool ok;

	for (c = cli_commands; *c && strcmp((*c)->name, name); c++)
		;
	ok = *c ? add_command(&out, *c, more) : more && add_file(&out, more);
	if (ok)
		cli_write(&out);
	nx_buf_release(&out);
	return ok ? cli_finish(EXIT_FOUND) : EXIT_FAILED;
}

static void add_call(nx_buf *out, nx_str text)
{
	nx_buf_adds(out, "message(\"");
	for (size_t i = 0; i < text.n; i++) {
		if (text.p[i] == '\n') {
			nx_buf_adds(out, "\\n");
			continue;
		}
		if (text.p[i] == '"' || text.p[i] == '\\')
			nx_buf_addc(out, '\\');
		nx_buf_addc(out, text.p[i]);
	}
	nx_buf_adds(out, "\");\n");
}

int manual_messages(void)
{
	nx_buf out = NX_BUF_INIT;
	const command *const *c;
	const cli_option *o;
	nx_str text, paragraph;

	for (o = cli_common_options; o->name; o++)
		add_call(&out, nx_str_from(o->help));
	for (c = cli_commands; *c; c++) {
		add_call(&out, nx_str_from((*c)->summary));
		for (o = (*c)->options; o->name; o++)
			add_call(&out, nx_str_from(o->help));
		cli_examples(*c, &text);
		while (message_next_paragraph(&text, &paragraph))
			add_call(&out, paragraph);
	}
	cli_write(&out);
	nx_buf_release(&out);
	return cli_finish(EXIT_FOUND);
}
