#include "cli/progress.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "cli/messages.h"

#define BAR_WIDTH 24
#define BAR_SECONDS 0.1 /* between two drawings of the bar */
#define LOG_SECONDS 5.0 /* between two lines in a file */

static struct progress {
	enum { OFF, BAR, LOG } style;
	bool shown, total_known;
	uint64_t total, skipped;
	double started, drawn;
} progress;

static double now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

bool progress_start(const command *self, const char *when)
{
	const char *term = getenv("TERM");
	bool terminal = isatty(STDERR_FILENO) && term && strcmp(term, "dumb") != 0;

	if (!cli_choice(self, "progress", when, "auto|always|never"))
		return false;
	progress = (struct progress){ .style = OFF };
	progress.started = progress.drawn = now();
	if (when && !strcmp(when, "always"))
		progress.style = terminal ? BAR : LOG;
	else if ((!when || !strcmp(when, "auto")) && !cli_quiet() && terminal)
		progress.style = BAR;
	return true;
}

void progress_total(uint64_t bytes, bool complete)
{
	progress.total = bytes;
	progress.total_known = complete && bytes > 0;
}

void progress_skip(uint64_t bytes)
{
	progress.skipped += bytes;
}

static void add_bar(nx_buf *line, double share)
{
	int full = (int)(share * BAR_WIDTH);

	nx_buf_adds(line, "[");
	for (int i = 0; i < BAR_WIDTH; i++)
		nx_buf_addc(line, i < full ? '=' : i == full ? '>' : ' ');
	nx_buf_adds(line, "] ");
}

/* What is left, at the rate so far. */
static void add_time_left(nx_buf *line, double rate, double bytes_left)
{
	long seconds = rate > 0 ? (long)(bytes_left / rate + 0.5) : 0;

	if (rate <= 0)
		return;
	if (seconds >= 3600)
		nx_buf_addf(line, message("  %ld:%02ld:%02ld left"), seconds / 3600,
			seconds / 60 % 60, seconds % 60);
	else
		nx_buf_addf(line, message("  %ld:%02ld left"), seconds / 60, seconds % 60);
}

void progress_show(uint64_t bytes, uint64_t articles)
{
	double t, elapsed, rate, to_read, share;
	nx_buf line = NX_BUF_INIT;

	if (progress.style == OFF)
		return;
	t = now();
	if (t - progress.drawn < (progress.style == BAR ? BAR_SECONDS : LOG_SECONDS))
		return;
	progress.drawn = t;
	elapsed = t - progress.started;
	rate = elapsed > 0 ? (double)bytes / elapsed : 0;
	to_read = (double)(progress.total - progress.skipped);
	if (progress.total_known && progress.total > progress.skipped) {
		share = (double)bytes < to_read ? (double)bytes / to_read : 1;
		if (progress.style == BAR)
			add_bar(&line, share);
		nx_buf_addf(&line, "%3d %%  ", (int)(share * 100));
	}
	message_count(&line, "%s article", "%s articles", articles);
	nx_buf_addf(&line, message("  %.1f MB  %.1f MB/s"), (double)bytes / 1e6, rate / 1e6);
	if (progress.total_known && elapsed > 1)
		add_time_left(&line, rate, (double)bytes < to_read ? to_read - (double)bytes : 0);
	fputs(progress.style == BAR ? "\r" : "newsidx: ", stderr);
	message_put(stderr, nx_buf_str(&line));
	fputs(progress.style == BAR ? "\033[K" : "\n", stderr);
	fflush(stderr);
	progress.shown = progress.style == BAR;
	nx_buf_release(&line);
}

void progress_hide(void)
{
	if (!progress.shown)
		return;
	progress.shown = false;
	fputs("\r\033[K", stderr);
}
