/* Ctrl-C: a run that writes ends when it is asked to, with everything kept. */
#ifndef NX_CLI_STOP_H
#define NX_CLI_STOP_H

#include <stdbool.h>

#define EXIT_INTERRUPTED 130 /* 128 + SIGINT, what shells expect */

/* From now on SIGINT, SIGTERM and SIGHUP only ask; a second one ends the program. */
void stop_on_signal(void);
bool stop_asked(void);

#endif
