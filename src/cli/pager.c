#include "cli/pager.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "newsidx/buf.h"

/* As git has it: leave at once when all fits, let colours through, leave the screen. */
#define DEFAULT_PAGER "less -FRX"

static struct {
	const char *command; /* NULL: none */
	size_t rows, lines;
	nx_buf held;
	pid_t child;
	int messages; /* standard error as it was, or -1 */
} pager;

static size_t from_environment(const char *name)
{
	const char *value = getenv(name);
	char *end;
	unsigned long n = value && *value >= '1' && *value <= '9' ? strtoul(value, &end, 10) : 0;

	return n && !*end && n <= 10000 ? n : 0;
}

bool pager_screen(size_t *columns, size_t *rows)
{
	struct winsize size = { 0 };

	if (!isatty(STDOUT_FILENO))
		return false;
	if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0)
		size = (struct winsize){ 0 };
	*columns = from_environment("COLUMNS");
	*rows = from_environment("LINES");
	if (!*columns)
		*columns = size.ws_col ? size.ws_col : 80;
	if (!*rows)
		*rows = size.ws_row ? size.ws_row : 24;
	return true;
}

void pager_arm(size_t rows)
{
	const char *command = getenv("PAGER"), *term = getenv("TERM");

	if (!command)
		command = DEFAULT_PAGER;
	if (!*command || !strcmp(command, "cat") || !term || !strcmp(term, "dumb"))
		return;
	pager.command = command;
	pager.rows = rows;
}

static void run_pager(int in)
{
	dup2(in, STDIN_FILENO);
	signal(SIGPIPE, SIG_DFL);
	/* What the reader has set himself stays. */
	setenv("LESS", "FRX", 0);
	setenv("LESSCHARSET", "utf-8", 0);
	execl("/bin/sh", "sh", "-c", pager.command, (char *)NULL);
	_exit(127);
}

/* Standard output is the pager from now on, and so are messages that would be written
 * over it. Without one all goes on as it was. */
static void start(void)
{
	int ends[2];

	if (fflush(stdout) != 0 || pipe(ends) != 0)
		return;
	pager.child = fork();
	if (pager.child == 0) {
		close(ends[1]);
		run_pager(ends[0]);
	}
	close(ends[0]);
	pager.messages = -1;
	if (pager.child > 0) {
		/* It is the pager that Ctrl-C is for. */
		signal(SIGINT, SIG_IGN);
		dup2(ends[1], STDOUT_FILENO);
		if (isatty(STDERR_FILENO)) {
			pager.messages = dup(STDERR_FILENO);
			dup2(ends[1], STDERR_FILENO);
		}
	}
	close(ends[1]);
}

static void release(int *error)
{
	pager.command = NULL;
	errno = 0;
	if (fwrite(pager.held.p, 1, pager.held.n, stdout) != pager.held.n)
		*error = errno ? errno : EIO;
	nx_buf_release(&pager.held);
}

bool pager_hold(const char *bytes, size_t n, int *error)
{
	if (!pager.command)
		return false;
	for (size_t i = 0; i < n; i++)
		pager.lines += bytes[i] == '\n';
	nx_buf_add(&pager.held, (nx_str){ bytes, n });
	if (pager.held.failed) {
		release(error);
		return false;
	}
	if (pager.lines >= pager.rows) {
		start();
		release(error);
	}
	return true;
}

void pager_pass(int *error)
{
	if (pager.command && pager.held.n)
		release(error);
}

void pager_finish(int *error)
{
	int status;

	pager_pass(error);
	if (pager.child <= 0)
		return;
	errno = 0;
	if (fflush(stdout) != 0 && !*error)
		*error = errno ? errno : EIO;
	close(STDOUT_FILENO);
	if (pager.messages >= 0) {
		dup2(pager.messages, STDERR_FILENO);
		close(pager.messages);
	}
	while (waitpid(pager.child, &status, 0) < 0 && errno == EINTR)
		;
	pager.child = 0;
}
