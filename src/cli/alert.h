/* What a run of index adds to the saved questions. */
#ifndef NX_CLI_ALERT_H
#define NX_CLI_ALERT_H

#include "cli/printing.h"

typedef struct alert {
	const cli_values *values;
	int option; /* --alert, which may be given again */
	bool asked;
	bool several;
	printing printing;
	nx_search_options how;
} alert;

#define ALERT_FORMATS "text|json|jsonl|tsv|csv|ids|paths|html"

/* The options --alert and --alert-format by their numbers; false after a report. Release
 * it always. */
bool alert_choose(alert *a, const command *self, const cli_values *values, int option, int format);
void alert_release(alert *a);
/* Is there a question of each name that was given? False after a report. */
bool alert_check(const alert *a, nx_store *store);
/* Print what is new to them; nothing at all when nothing is. Returns the exit code: `code`,
 * unless it could not be written; then it is told the next time. */
int alert_tell(alert *a, nx_store *store, const nx_lexicon *lexicon, int code);

#endif
