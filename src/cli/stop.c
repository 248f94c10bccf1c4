#include "cli/stop.h"

#include <signal.h>
#include <string.h>
#include <unistd.h>

#include "cli/messages.h"

static volatile sig_atomic_t asked;
static const char *storing; /* made before it is needed: little is allowed in a handler */
static size_t storing_length;

static void ask(int signal_number)
{
	ssize_t written = 0;

	asked = 1;
	if (signal_number == SIGINT)
		written = write(STDERR_FILENO, storing, storing_length);
	(void)written;
}

/* A signal that is ignored, as under nohup, stays so. */
void stop_on_signal(void)
{
	static const int signals[] = { SIGINT, SIGTERM, SIGHUP };

	storing = message("\nnewsidx: storing what was read; once more to stop at once\n");
	storing_length = strlen(storing);
	for (size_t i = 0; i < sizeof signals / sizeof *signals; i++) {
		struct sigaction action, before;

		memset(&action, 0, sizeof action);
		sigemptyset(&action.sa_mask);
		action.sa_handler = ask;
		action.sa_flags = (int)SA_RESETHAND;
		if (sigaction(signals[i], NULL, &before) == 0 && before.sa_handler != SIG_IGN)
			sigaction(signals[i], &action, NULL);
	}
}

bool stop_asked(void)
{
	return asked;
}
