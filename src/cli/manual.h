/* Manual pages, as Markdown: src/ingest/gen_man.c makes man pages of them when newsidx
 * is built. */
#ifndef NX_CLI_MANUAL_H
#define NX_CLI_MANUAL_H

/* The page of a command, with the text of the file `more` (NULL for none) behind its
 * description; for the name of no command that text alone. A line "@commands" or
 * "@options" in it becomes the list of the commands, or of the options that all have.
 * Returns the exit code. */
int manual_print(const char *name, const char *more);

/* Print the help of all commands and options as calls of message() in C, a paragraph each:
 * tables hold them, where xgettext does not see them. Returns the exit code. */
int manual_messages(void);

#endif
