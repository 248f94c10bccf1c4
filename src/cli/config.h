/* What holds for options that are not given: variables NEWSIDX_NAME, else the file
 * newsidx/config in $XDG_CONFIG_HOME. Its keys are the options of `newsidx config`. */
#ifndef NX_CLI_CONFIG_H
#define NX_CLI_CONFIG_H

#include "cli/cli.h"

/* Read the file and the variables, once; false after a report, which names the line or
 * the variable that is wrong. A file that does not exist holds nothing. */
bool config_load(void);
/* The file's path and whether it is there. */
const char *config_path(bool *exists);
/* What is to be taken for an option of a command that is not given, or NULL: a format
 * that the command does not know does not count. *from, if wanted, tells whence it is,
 * "FILE:LINE" or the name of the variable. */
const char *config_value(const cli_option *option, const char **from);

#endif
