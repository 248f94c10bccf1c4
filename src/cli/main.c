#include <locale.h>
#include <signal.h>
#include <string.h>

#include "cli/cli.h"

static const command *const commands[] = {
	&command_index,
	&command_search,
	&command_show,
	&command_extract,
	&command_analyze,
	&command_entities,
	&command_timeline,
	&command_similar,
	&command_duplicates,
	&command_remove,
	&command_stats,
	&command_check,
	&command_rebuild,
};

#define COMMAND_COUNT (sizeof commands / sizeof *commands)

static const command *find_command(const char *name)
{
	size_t i;

	for (i = 0; i < COMMAND_COUNT; i++)
		if (!strcmp(commands[i]->name, name))
			return commands[i];
	return NULL;
}

static void print_help(FILE *to)
{
	size_t i;

	fprintf(to, "Usage: newsidx COMMAND [OPTION]... [ARGUMENT]...\n"
		    "Index Arabic news and search it from the shell.\n\n"
		    "  newsidx index FOLDER            index what is in it\n"
		    "  newsidx search كاراباخ          which articles say this\n"
		    "  newsidx search --entity بوتين --from 2020-10 --to 2020-12\n\n"
		    "Commands:\n");
	for (i = 0; i < COMMAND_COUNT; i++)
		fprintf(to, "  %-10s %s\n", commands[i]->name, commands[i]->summary);
	fprintf(to, "\nnewsidx COMMAND --help tells more about each. The index is the file that"
		    " --db\nnames, else $NEWSIDX_DB, else newsidx/news.db in $XDG_DATA_HOME.\n"
		    "Exit code: 0 found, 1 nothing found, 2 wrong use or failure.\n");
}

int main(int argc, char **argv)
{
	const command *c;
	const char *name = argc > 1 ? argv[1] : NULL;

	setlocale(LC_CTYPE, "");
	signal(SIGPIPE, SIG_IGN); /* a closed pipe is seen where it is written to */
	if (!name) {
		print_help(stderr);
		return EXIT_FAILED;
	}
	if (!strcmp(name, "--version") || !strcmp(name, "version")) {
		printf("newsidx %s\n", VERSION);
		return cli_finish(EXIT_FOUND);
	}
	if (!strcmp(name, "--help") || !strcmp(name, "-h") || !strcmp(name, "help")) {
		c = argc > 2 ? find_command(argv[2]) : NULL;
		if (argc > 2 && !c) {
			cli_say("no command \"%s\"; newsidx help lists them", argv[2]);
			return EXIT_FAILED;
		}
		if (c)
			cli_help(c, stdout);
		else
			print_help(stdout);
		return cli_finish(EXIT_FOUND);
	}
	c = find_command(name);
	if (!c) {
		cli_say("no command \"%s\"; newsidx help lists them", name);
		return EXIT_FAILED;
	}
	return c->run(c, argc - 1, argv + 1);
}
