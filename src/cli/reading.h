/* What index and extract share: which files are read and how, and what is told of
 * those that cannot be. */
#ifndef NX_CLI_READING_H
#define NX_CLI_READING_H

#include "cli/cli.h"
#include "cli/messages.h"
#include "newsidx/ingest.h"

/* These options stand at the head of both tables. */
enum {
	READ_FORMAT,
	READ_ENCODING,
	READ_SPLIT,
	READ_FIELD,
	READ_SOURCE,
	READ_DATE,
	READ_FILES_FROM,
	READ_NUL,
	READ_ERRORS,
	READ_STRICT,
	READ_OPTIONS
};
#define READ_OPTION_TABLE(format, letter)                                                          \
	[READ_FORMAT] = { format, letter, "FORMAT", "of the input; auto tells it by content" },    \
	[READ_ENCODING] = { "encoding", 0, "NAME", "of the input, as iconv calls it" },            \
	[READ_SPLIT] = { "split", 0, NULL, "Markdown: an article at each heading \"# \"" },        \
	[READ_FIELD] = { "field", 0, "FIELD=KEY", "the dump's key for title, body, date ..." },    \
	[READ_SOURCE] = { "source", 0, "NAME", "source of articles that do not say theirs" },      \
	[READ_DATE] = { "date", 0, "DATE", "date of articles that do not say theirs" },            \
	[READ_FILES_FROM] = { "files-from", 0, "FILE", "read the list of files from FILE or -" },  \
	[READ_NUL] = { "null", '0', NULL, "names in that list end with NUL, not newline" },        \
	[READ_ERRORS] = { "errors", 0, "FILE", "list what was refused: path, member, line, why" }, \
	[READ_STRICT] = { "strict", 0, NULL, "stop at the first document that is refused" }

typedef struct reading {
	nx_ingest_options options;
	char **paths; /* the arguments, then those of --files-from; owned */
	size_t path_count, path_cap;
	nx_field_key *fields; /* owned, with their strings */
	FILE *errors;         /* NULL without --errors */
	const char *errors_name;
	bool strict;
	bool stopped;                   /* at the first refusal, for --strict */
	uint64_t unreadable;            /* refused: the system's reasons */
	uint64_t malformed;             /* ... not what they claim to be, or nothing that is read */
	uint64_t too_large;             /* ... over a limit */
	uint64_t hidden, documentation; /* left out */
	uint64_t warnings;
} reading;

/* Fill `r` from the options and arguments; false after a report. Release it always. */
bool reading_init(reading *r, const command *self, const cli_values *values);
/* False, after a report, when the list of errors could not be written. */
bool reading_release(reading *r);

/* All that was refused. */
uint64_t reading_refused(const reading *r);

/* What a sink does with these calls. */
nx_status reading_refuse(reading *r, const nx_place *place, const nx_error *why, nx_error *err);
void reading_warn(reading *r, const nx_place *place, const char *message);
void reading_pass(reading *r, const char *why);

/* Tomorrow in Greenwich: it may be there already where an article was written. */
int32_t reading_last_day(void);
/* Take the date off an article that is dated behind that day; true if it was. */
bool reading_drop_future(nx_article *article, int32_t last_day);
/* Say that it was. */
void reading_warn_future(reading *r, const nx_place *place);

/* Read all paths in order. */
nx_status reading_run(const reading *r, const nx_ingest_sink *sink, nx_error *err);

/* "3 refused (2 malformed, 1 unreadable), 2 left out (documentation)" after `line`,
 * each with "; " before it. */
void reading_summarize(const reading *r, nx_buf *line);

#endif
