#include <locale.h>
#include <signal.h>
#include <string.h>

#include "cli/cli.h"
#include "cli/completion.h"
#include "cli/manual.h"
#include "cli/messages.h"

const command *const cli_commands[] = {
	&command_index,
	&command_search,
	&command_show,
	&command_extract,
	&command_analyze,
	&command_entities,
	&command_timeline,
	&command_similar,
	&command_duplicates,
	&command_kwic,
	&command_save,
	&command_saved,
	&command_remove,
	&command_stats,
	&command_check,
	&command_rebuild,
	&command_config,
	&command_completion,
	NULL,
};

static int help(const char *name)
{
	const command *c = name ? cli_find_command(name) : NULL;

	if (name && !c)
		return EXIT_FAILED;
	if (c)
		cli_help(c, stdout);
	else
		cli_help_all(stdout);
	return cli_finish(EXIT_FOUND);
}

int main(int argc, char **argv)
{
	const command *c;
	const char *name;

	setlocale(LC_CTYPE, "");
	messages_start();
	signal(SIGPIPE, SIG_IGN); /* a closed pipe is seen where it is written to */
	for (; argc > 1 && cli_common_option(argv[1]); argc--, argv++)
		;
	name = argc > 1 ? argv[1] : NULL;
	if (!name) {
		cli_help_all(stderr);
		return EXIT_FAILED;
	}
	if (!strcmp(name, "--version") || !strcmp(name, "version"))
		return cli_version();
	if (!strcmp(name, "--help") || !strcmp(name, "-h") || !strcmp(name, "help"))
		return help(argc > 2 ? argv[2] : NULL);
	if (!strcmp(name, "messages")) /* for the test of the catalogues */
		return manual_messages();
	if (!strcmp(name, "manual") && argc > 2) /* while newsidx is built */
		return manual_print(argv[2], argc > 3 ? argv[3] : NULL);
	c = strcmp(name, "complete") ? cli_find_command(name) : &command_complete;
	return c ? c->run(c, argc - 1, argv + 1) : EXIT_FAILED;
}
