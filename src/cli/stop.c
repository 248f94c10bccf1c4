#include "cli/stop.h"

#include <signal.h>
#include <string.h>
#include <unistd.h>

static volatile sig_atomic_t asked;

static void ask(int signal_number)
{
	static const char message[] =
		"\nnewsidx: storing what was read; once more to stop at once\n";
	ssize_t written = 0;

	asked = 1;
	if (signal_number == SIGINT)
		written = write(STDERR_FILENO, message, sizeof message - 1);
	(void)written;
}

/* A signal that is ignored, as under nohup, stays so. */
void stop_on_signal(void)
{
	static const int signals[] = { SIGINT, SIGTERM, SIGHUP };

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
