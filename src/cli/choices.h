/* The values that an option takes, read from its line of the help. */
#ifndef NX_CLI_CHOICES_H
#define NX_CLI_CHOICES_H

#include "cli/cli.h"

#define CHOICES_MAX 24

/* A list "a, b (default) or c" in the help, alone or behind a colon and before a
 * semicolon, or "a|b|c" for its argument. Returns how many there are, 0 for an option
 * that is not of this kind; out[*by_default] is what holds when it is not given. */
size_t choices_of(const cli_option *option, nx_str out[CHOICES_MAX], size_t *by_default);
bool choices_have(const cli_option *option, nx_str value);
/* The N in "at most N results (N)", of an option that takes a number; else no value. */
nx_str choices_number(const cli_option *option);

#endif
