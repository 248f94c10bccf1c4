/* Messages in the user's language, from the catalogues of src/cli/po, which travel inside
 * the program: a locale need not be installed. */
#ifndef NX_CLI_MESSAGES_H
#define NX_CLI_MESSAGES_H

#include <stdint.h>

#include "newsidx/buf.h"

/* The text in the language that LANGUAGE, LC_ALL, LC_MESSAGES and LANG ask for, else as it
 * is. */
const char *message(const char *english);
/* Append the form that goes with n things, its "%s" being n in the digits of the locale;
 * `one` and `many` are the English forms. */
void message_count(nx_buf *out, const char *one, const char *many, uint64_t n);
/* The same, with `before` in front, when there are any. */
void message_count_some(
	nx_buf *out, const char *before, const char *one, const char *many, uint64_t n);

#endif
