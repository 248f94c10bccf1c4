/* What the commands share: options, messages, standard output, the database's path. */
#ifndef NX_CLI_CLI_H
#define NX_CLI_CLI_H

#include <stdio.h>

#include "newsidx/date.h"
#include "newsidx/store.h"

#define VERSION "0.1.0"
#define VERSION_DATE "2026-11-21" /* of the manual */

/* grep's habit: found, nothing found, wrong use or failure. */
enum { EXIT_FOUND = 0, EXIT_NOTHING = 1, EXIT_FAILED = 2 };

/* An option of a command; a table of them ends with a NULL name. `argument` is NULL
 * for an option that takes none. The same table makes the parser and the help. */
typedef struct cli_option {
	const char *name;
	char letter; /* 0 for none */
	const char *argument;
	const char *help;
} cli_option;

typedef struct command {
	const char *name;
	const char *arguments; /* as the help shows them; "" for none */
	const char *summary;
	const char *details; /* further text of the help, lines with examples first */
	const cli_option *options;
	int (*run)(const struct command *self, int argc, char **argv);
} command;

extern const command command_index, command_search, command_show, command_extract, command_analyze,
	command_entities, command_stats, command_check, command_rebuild, command_remove,
	command_timeline, command_similar, command_duplicates, command_kwic, command_save,
	command_saved, command_config, command_completion;

/* In the order of the help, then NULL. */
extern const command *const cli_commands[];
/* NULL after a report, which names the command that may have been meant. */
const command *cli_find_command(const char *name);

/* Those of every command: -q, -v, -h. They stand before the command, too. */
extern const cli_option cli_common_options[];
/* Take note of -q or -v, or of their long names; false for any other argument. */
bool cli_common_option(const char *arg);
/* Is only to be told what failed? Is everything to be told? */
bool cli_quiet(void);
bool cli_verbose(void);
/* Is standard output one? */
bool cli_on_terminal(void);

#define CLI_OPTIONS_MAX 48

/* Values of the options in the order of the table, those of the configuration too; ""
 * for a flag that holds, NULL for what does not. The rest of argv is in args. */
typedef struct cli_values {
	const char *value[CLI_OPTIONS_MAX]; /* the last one, when it is given more than once */
	int given[CLI_OPTIONS_MAX];         /* each option of the command line, in order */
	const char *given_value[CLI_OPTIONS_MAX];
	int given_count;
	char **args;
	int arg_count;
} cli_values;

/* Parse argv after the command's name. Returns -1 to go on, or the exit code when
 * the command is done: help was asked for, an option is wrong, or there are arguments
 * where the command takes none. */
int cli_parse(const command *self, int argc, char **argv, cli_values *out);
void cli_help(const command *self, FILE *to);
/* The help of newsidx itself, and what --version prints; the latter's exit code. */
void cli_help_all(FILE *to);
int cli_version(void);
/* The lines of the details that are examples; *text is the rest. */
nx_str cli_examples(const command *self, nx_str *text);
/* Data is expected on standard input: false, after the command's help, when it is a
 * terminal, at which somebody would wait for something to happen. */
bool cli_awaits_data(const command *self);
/* Is the option given on the command line? */
bool cli_is_given(const cli_values *values, int option);
/* A message about wrong use and where help is; returns EXIT_FAILED. */
int cli_usage(const command *self, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* "newsidx: ..." on standard error. */
void cli_say(const char *format, ...) __attribute__((format(printf, 1, 2)));
/* The same, not with -q: what went well. And with -v only: what else may be of interest. */
void cli_tell(const char *format, ...) __attribute__((format(printf, 1, 2)));
void cli_detail(const char *format, ...) __attribute__((format(printf, 1, 2)));
/* The line of a summary that counts things: see message_count(). */
void cli_tell_count(const char *one, const char *many, uint64_t n);
/* "34 results, 10 results shown"; a negative total is not known. */
void cli_tell_results(int64_t total, size_t shown);
/* Report a failure; returns EXIT_FAILED. */
int cli_fail(const nx_error *err);
/* Each line of the notes as a message, not with -q. */
void cli_notes(nx_buf *notes);

/* Write and empty the buffer. False when standard output is gone or full; which of
 * the two is kept for cli_finish(). */
bool cli_write(nx_buf *buf);
/* Has all that was written gone out? */
bool cli_flush(void);
/* Flush standard output and turn `code` into the exit code: a closed pipe is no
 * failure, a full disk is. */
int cli_finish(int code);

/* The database: what --db or the configuration says, else newsidx/news.db among the user's data.
 * Appended to `out` with a NUL behind it; NULL without memory. */
const char *cli_db_path(nx_buf *out, const char *option);
/* A path as the index remembers it: absolute, the same from whatever folder newsidx is
 * run; it need not exist. "-" stays. Appended to `out`. */
void cli_absolute(nx_buf *out, const char *path);
/* Open it, or report why not and return NULL. */
nx_store *cli_open(const char *option, nx_store_mode mode);
/* nx_store_merge(), which is no failure when it does not succeed. */
void cli_merge(nx_store *store, uint64_t fresh);
/* The known names, with those of the table `file` (--names) or, without one, those that
 * the index keeps, and the model of that file (--model); all may be NULL. NULL after a
 * report. */
nx_lexicon *cli_lexicon(nx_store *store, const char *file, const char *model);
/* The same with a table that has been read (cli_read_names). */
nx_lexicon *cli_lexicon_of(nx_str names, const char *file, const char *model);
/* Read a table of names; false after a report. */
bool cli_read_names(nx_buf *out, const char *file);

/* The day it is here, from which "yesterday" counts. */
nx_date cli_today(void);
/* Begin a query in which "yesterday" is a day and query:NAME a question of the index. */
void cli_query(nx_query *query, nx_store *store);
/* Append the words of the command line from number `first` on, with spaces between them. */
void cli_operands(nx_buf *out, const cli_values *values, int first);
/* --match all|any; reports and returns false for anything else. */
bool cli_match(const command *self, const char *value, nx_match *out);
/* A number of at most `max`; reports and returns false for anything else. */
bool cli_number(
	const command *self, const char *option, const char *value, size_t max, size_t *out);
/* A day or a span of days, "2020", "2020-10", "27 أكتوبر 2020". */
bool cli_days(
	const command *self, const char *option, const char *value, int32_t *first, int32_t *last);
/* Is it one of the names, which have "|" between them? */
bool cli_is_among(const char *names, nx_str name);
/* The same of an option's value, with a report when it is not; NULL is none and true. */
bool cli_choice(const command *self, const char *option, const char *value, const char *names);
/* --color auto|always|never, NO_COLOR, TERM, and whether standard output is a terminal. */
bool cli_color(const command *self, const char *value, bool *out);

/* The options that choose articles, shared by search and entities, which have them in
 * this order at the head of their tables. A name, source or tag given twice must hold
 * twice. */
enum {
	CLI_DB,
	CLI_FROM,
	CLI_TO,
	CLI_ON,
	CLI_ENTITY,
	CLI_SOURCE,
	CLI_TAG,
	CLI_NAMES,
	CLI_MODEL,
	CLI_FILTERS
};
#define CLI_FILTER_OPTIONS                                                                         \
	CLI_QUESTION_OPTIONS,                                                                      \
		[CLI_NAMES] = { "names", 0, "FILE",                                                \
			"a table of names, instead of the index's own" },                          \
		[CLI_MODEL] = { "model", 0, "FILE", "a model of names, instead of newsidx's own" }
/* Those that belong to a question when it is saved. */
#define CLI_QUESTION_OPTIONS                                                                       \
	[CLI_DB] = { "db", 0, "FILE", "the index" },                                               \
	[CLI_FROM] = { "from", 0, "DATE", "published on this day or later" },                      \
	[CLI_TO] = { "to", 0, "DATE", "published on this day or earlier" },                        \
	[CLI_ON] = { "on", 0, "DATE", "published on this day, in this month or year" },            \
	[CLI_ENTITY] = { "entity", 'e', "NAME", "names this person, place or organization" },      \
	[CLI_SOURCE] = { "source", 0, "NAME", "of this paper, agency or site" },                   \
	[CLI_TAG] = { "tag", 0, "TAG", "has this tag" }

/* Turn the filter into days and demands on the query; false after a report. */
bool cli_apply(
	const command *self, const cli_values *values, nx_query *query, nx_search_options *options);
/* Is any of them given, the database apart? */
bool cli_filters(const cli_values *values);

#endif
