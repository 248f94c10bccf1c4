#include "cli/completion.h"

static const char head[] =
	"# fish completion of newsidx; made by `newsidx completion fish`\n"
	"\n"
	"function __newsidx_names # KIND: names of the index that --db or the configuration names\n"
	"\tset -l db (string match -r -g -- '--db[= ](\\S+)' (commandline -pc))\n"
	"\tset -l typed (string replace -r -- '^--[a-z]+=' '' (commandline -ct))\n"
	"\tnewsidx complete (test -n \"$db\"; and printf '%s\\n' --db $db[1]) $argv[1] -- \"$typed\""
	" 2>/dev/null\n"
	"end\n"
	"\n"
	"complete -c newsidx -f\n"
	"complete -c newsidx -n __fish_use_subcommand -l version -d 'print versions'\n";

static void add_quoted(nx_buf *out, const char *text)
{
	nx_buf_addc(out, '\'');
	for (; *text; text++) {
		if (*text == '\'' || *text == '\\')
			nx_buf_addc(out, '\\');
		nx_buf_addc(out, *text);
	}
	nx_buf_addc(out, '\'');
}

static void add_action(nx_buf *out, completes what, const char *list)
{
	if (what == COMPLETES_FILES)
		nx_buf_adds(out, " -F");
	else if (what == COMPLETES_WORDS)
		nx_buf_addf(out, " -a '%s'", list);
	else if (what == COMPLETES_NAMES)
		nx_buf_addf(out, " -a '(__newsidx_names %s)'", list);
}

static void add_option(nx_buf *out, const char *when, const cli_option *o)
{
	nx_buf words = NX_BUF_INIT;
	const char *list;
	completes what = completion_of_option(o, &words, &list);

	nx_buf_addf(out, "complete -c newsidx%s -l %s", when, o->name);
	if (o->letter)
		nx_buf_addf(out, " -s %c", o->letter);
	if (o->argument)
		nx_buf_adds(out, what == COMPLETES_FILES ? " -r" : " -x");
	add_action(out, what, list);
	nx_buf_adds(out, " -d ");
	add_quoted(out, o->help);
	nx_buf_addc(out, '\n');
	nx_buf_release(&words);
}

static void add_command(nx_buf *out, const command *c)
{
	nx_buf when = NX_BUF_INIT, words = NX_BUF_INIT;
	const cli_option *o;
	const char *list;
	completes what = completion_of_operand(c, &words, &list);

	nx_buf_addf(&when, " -n '__fish_seen_subcommand_from %s'", c->name);
	nx_buf_addf(out,
		"complete -c newsidx -n '__fish_use_subcommand;"
		" or __fish_seen_subcommand_from help' -a %s -d ",
		c->name);
	add_quoted(out, c->summary);
	nx_buf_addc(out, '\n');
	if (what != COMPLETES_NOTHING) {
		nx_buf_addf(out, "complete -c newsidx%.*s", NX_FMT(nx_buf_str(&when)));
		add_action(out, what, list);
		nx_buf_addc(out, '\n');
	}
	for (o = c->options; o->name && nx_buf_cstr(&when); o++)
		add_option(out, when.p, o);
	nx_buf_release(&when);
	nx_buf_release(&words);
}

void completion_fish(nx_buf *out)
{
	const command *const *c;
	const cli_option *o;

	nx_buf_adds(out, head);
	nx_buf_adds(out, "complete -c newsidx -n __fish_use_subcommand -a help"
			 " -d 'Tell more of a command'\n");
	for (o = cli_common_options; o->name; o++)
		add_option(out, "", o);
	for (c = cli_commands; *c; c++)
		add_command(out, *c);
}
