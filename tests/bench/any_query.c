/* Any text can be asked, in little time.
 *
 *   any_query INDEX FIRST LAST [NEWSIDX]   ask the random queries of these numbers
 *   any_query - FIRST LAST                 print them, as `newsidx search --queries` reads them
 *
 * Each query is asked as `newsidx search` would, with hints where nothing is found; with
 * NEWSIDX by that program itself. The time of a query is its processor time. Those that
 * take over a quarter of a second are printed, and those that are refused although there
 * is a word in them. Ends with 1 when a query failed, was refused so, or took over two
 * seconds. */
#include <fcntl.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "../ask_query.h"
#include "../random_query.h"

#define LONG_EVERY 50 /* each so manyth query is a long one */
#define SLOW 0.25
#define TOO_SLOW 2.0

typedef enum outcome { FOUND, NOTHING, REFUSED, FAILED, OUTCOMES } outcome;

typedef struct answer {
	outcome outcome;
	double seconds;
	char said[512];
} answer;

/* Query number `i`: of what kind, how many must match, in which order. */
static void make_query(nx_buf *text, long i)
{
	uint32_t seed = (uint32_t)i * 2654435761u + 20201027u;

	if (i % LONG_EVERY == LONG_EVERY - 1)
		long_query(text, (size_t)(i / LONG_EVERY), &seed);
	else
		random_query(text, &seed);
}

static nx_match match_of(long i)
{
	return i / 3 % 2 ? NX_MATCH_ANY : NX_MATCH_ALL;
}

static double processor_time(void)
{
	struct timespec t;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void ask_library(answer *a, nx_store *store, const nx_lexicon *lexicon, nx_str text, long i)
{
	static const nx_sort sorts[] = { NX_SORT_RANK, NX_SORT_RANK, NX_SORT_NEWEST,
		NX_SORT_OLDEST };
	nx_search_options options = {
		.sort = sorts[i % 4], .limit = 10, .with_text = true, .snippet_width = 200
	};
	nx_date today = { .precision = NX_PRECISION_DAY, .year = 2015, .month = 8, .day = 1 };
	double start = processor_time();
	nx_error err = NX_ERROR_INIT;
	int hits;
	nx_status st = ask_query(store, lexicon, text, match_of(i), today, &options, &hits, &err);

	a->seconds = processor_time() - start;
	a->outcome = st == NX_ERR_QUERY ? REFUSED : st != NX_OK ? FAILED : hits ? FOUND : NOTHING;
	snprintf(a->said, sizeof a->said, "%s", st == NX_OK ? "" : err.text);
}

static double seconds_of(struct timeval t)
{
	return (double)t.tv_sec + (double)t.tv_usec / 1e6;
}

/* What a process printed, in one line. */
static void read_said(char *out, size_t size, int file)
{
	ssize_t n = pread(file, out, size - 1, 0);
	size_t i;

	out[n > 0 ? n : 0] = '\0';
	for (i = 0; out[i]; i++)
		if ((unsigned char)out[i] < ' ')
			out[i] = ' ';
}

static void ask_program(answer *a, const char *newsidx, const char *index, const char *text, long i)
{
	const char *args[] = { "newsidx", "search", "--db", index, "--match",
		match_of(i) == NX_MATCH_ANY ? "any" : "all", "--", text, NULL };
	char path[] = "/tmp/any_query.XXXXXX";
	posix_spawn_file_actions_t actions;
	struct rusage usage = { 0 };
	pid_t child;
	int status = 0, said = mkstemp(path);

	a->outcome = FAILED;
	if (said < 0)
		return;
	unlink(path);
	posix_spawn_file_actions_init(&actions);
	posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0);
	posix_spawn_file_actions_adddup2(&actions, said, 2);
	if (posix_spawn(&child, newsidx, &actions, NULL, (char *const *)(uintptr_t)args, environ) ==
			0 &&
		wait4(child, &status, 0, &usage) == child && WIFEXITED(status) &&
		WEXITSTATUS(status) <= 2)
		a->outcome = (outcome)WEXITSTATUS(status);
	posix_spawn_file_actions_destroy(&actions);
	a->seconds = seconds_of(usage.ru_utime) + seconds_of(usage.ru_stime);
	read_said(a->said, sizeof a->said, said);
	close(said);
	if (a->outcome == REFUSED && !strstr(a->said, "no word to search for") &&
		!strstr(a->said, "a query or a filter is needed"))
		a->outcome = FAILED;
}

/* The beginning of the query, whatever it holds. */
static void print_query(long i, const answer *a, nx_str text)
{
	size_t k;

	printf("%ld\t%.3f\t%.100s\t%zu bytes\t", i, a->seconds, a->said, text.n);
	for (k = 0; k < text.n && k < 150; k++)
		if ((unsigned char)text.p[k] < ' ')
			printf("\\x%02x", (unsigned char)text.p[k]);
		else
			putchar(text.p[k]);
	putchar('\n');
}

static bool is_database_talk(const char *said)
{
	return strcasestr(said, "sql") || strstr(said, "fts5") || strstr(said, "syntax error");
}

/* Is it as it should be? */
static bool judge(const answer *a, long i, nx_str text)
{
	bool wrong = a->outcome == FAILED || (a->outcome == REFUSED && has_word(text)) ||
		     a->seconds > TOO_SLOW || is_database_talk(a->said);

	if (wrong || a->seconds > SLOW)
		print_query(i, a, text);
	return !wrong;
}

static int by_time(const void *x, const void *y)
{
	double a = *(const double *)x, b = *(const double *)y;

	return (a > b) - (a < b);
}

static void print_summary(double *seconds, long count, const long *outcomes, long wrong)
{
	double sum = 0;
	long i;

	qsort(seconds, (size_t)count, sizeof *seconds, by_time);
	for (i = 0; i < count; i++)
		sum += seconds[i];
	printf("%ld queries: %ld found, %ld found nothing, %ld empty, %ld failed; %ld not as they "
	       "should be\n",
		count, outcomes[FOUND], outcomes[NOTHING], outcomes[REFUSED], outcomes[FAILED],
		wrong);
	printf("seconds: mean %.4f, median %.4f, 99 %% %.3f, 99.9 %% %.3f, slowest %.3f\n",
		sum / (double)count, seconds[count / 2], seconds[count * 99 / 100],
		seconds[count * 999 / 1000], seconds[count - 1]);
}

static int ask_all(const char *index, long first, long last, const char *newsidx)
{
	double *seconds = calloc((size_t)(last - first), sizeof *seconds);
	long outcomes[OUTCOMES] = { 0 }, wrong = 0, i;
	nx_buf text = NX_BUF_INIT;
	nx_lexicon *lexicon = NULL;
	nx_store *store = NULL;
	nx_error err = NX_ERROR_INIT;

	if (!seconds || nx_store_open(&store, index, NX_STORE_READ, &err) != NX_OK ||
		nx_lexicon_new(&lexicon, &err) != NX_OK) {
		fprintf(stderr, "%s\n", err.text);
		return 2;
	}
	for (i = first; i < last; i++) {
		answer a = { .seconds = 0 };

		make_query(&text, i);
		if (newsidx)
			ask_program(&a, newsidx, index, nx_buf_cstr(&text), i);
		else
			ask_library(&a, store, lexicon, nx_buf_str(&text), i);
		seconds[i - first] = a.seconds;
		outcomes[a.outcome]++;
		wrong += !judge(
			&a, i, newsidx ? nx_str_from(nx_buf_cstr(&text)) : nx_buf_str(&text));
		fflush(stdout);
	}
	print_summary(seconds, last - first, outcomes, wrong);
	nx_buf_release(&text);
	nx_lexicon_free(lexicon);
	nx_store_close(store);
	free(seconds);
	return wrong > 0;
}

/* A query is one line there. */
static int print_all(long first, long last)
{
	nx_buf text = NX_BUF_INIT;
	size_t k;
	long i;

	for (i = first; i < last; i++) {
		make_query(&text, i);
		for (k = 0; k < text.n; k++)
			if (text.p[k] == '\n' || text.p[k] == '\r')
				text.p[k] = ' ';
		printf("%ld\t", i);
		fwrite(text.p, 1, text.n, stdout);
		putchar('\n');
	}
	nx_buf_release(&text);
	return 0;
}

int main(int argc, char **argv)
{
	long first = argc > 2 ? atol(argv[2]) : 0, last = argc > 3 ? atol(argv[3]) : 0;

	if (argc < 4 || last <= first) {
		fprintf(stderr, "any_query INDEX|- FIRST LAST [NEWSIDX]\n");
		return 2;
	}
	return strcmp(argv[1], "-") ? ask_all(argv[1], first, last, argc > 4 ? argv[4] : NULL)
				    : print_all(first, last);
}
