/* What may stand behind an option or a command, for the scripts of the shells. */
#ifndef NX_CLI_COMPLETION_H
#define NX_CLI_COMPLETION_H

#include "cli/cli.h"

typedef enum completes {
	COMPLETES_NOTHING,
	COMPLETES_FILES,
	COMPLETES_WORDS, /* of a list */
	COMPLETES_NAMES  /* of the index */
} completes;

/* *list is the words with spaces between them, in `words`, or what `newsidx complete`
 * calls the names. */
completes completion_of_option(const cli_option *option, nx_buf *words, const char **list);
completes completion_of_operand(const command *c, nx_buf *words, const char **list);

void completion_bash(nx_buf *out);
void completion_zsh(nx_buf *out);
void completion_fish(nx_buf *out);

/* newsidx complete source|tag|entity|question PREFIX: names of the index, a line each. */
extern const command command_complete;

#endif
