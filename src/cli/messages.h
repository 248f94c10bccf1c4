/* Messages in the user's language, from the catalogues of src/cli/po, which travel inside
 * the program: a locale need not be installed. */
#ifndef NX_CLI_MESSAGES_H
#define NX_CLI_MESSAGES_H

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>

#include "newsidx/buf.h"

/* Find out the language, and let the library have its messages in it, too. To be called
 * before anything else. */
void messages_start(void);
/* Of the messages: "ar_EG", "en". */
const char *messages_locale(void);
/* No isolates in messages, on a terminal that does not know them. */
void messages_plain(void);

/* The text in the language that LANGUAGE, LC_ALL, LC_MESSAGES and LANG ask for, else as it
 * is. */
const char *message(const char *english) __attribute__((format_arg(1)));
/* The same of each paragraph of a text, appended; blank lines stand between them. */
void message_paragraphs(nx_buf *out, nx_str english);
/* Cut the first of them off *rest, its line ends included; false at the end. */
bool message_next_paragraph(nx_str *rest, nx_str *paragraph);
/* Append what the format says in that language. */
void message_format(nx_buf *out, const char *format, va_list args)
	__attribute__((format(printf, 2, 0)));
/* Write a line or a part of one. On a terminal words that run against the direction of the
 * language are isolated. */
void message_put(FILE *to, nx_str line);
/* The same of lines that may be tables: what begins with a blank is columns with two
 * blanks or more between them. */
void message_put_lines(FILE *to, nx_str lines);
/* Append the form that goes with n things, its "%s" being n in the digits of the locale;
 * `one` and `many` are the English forms. */
void message_count(nx_buf *out, const char *one, const char *many, uint64_t n);
/* The same, with `before` in front, when there are any. */
void message_count_some(
	nx_buf *out, const char *before, const char *one, const char *many, uint64_t n);

#endif
