#include "cli/cli.h"

/* Of a table of names, in bytes: some hundred thousand names. */
#define NAMES_MAX ((size_t)64 << 20)

#include <errno.h>
#include <limits.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "cli/messages.h"
#include "cli/pager.h"
#include "cli/progress.h"
#include "cli/stop.h"
#include "newsidx/saved.h"

static int output_errno; /* of the first write that failed */

static void __attribute__((format(printf, 1, 0))) say(const char *format, va_list args)
{
	nx_buf line = NX_BUF_INIT;

	progress_hide();
	pager_pass(&output_errno);
	fflush(stdout);
	message_format(&line, format, args);
	fputs("newsidx: ", stderr);
	message_put(stderr, nx_buf_str(&line));
	fputc('\n', stderr);
	nx_buf_release(&line);
}

void cli_say(const char *format, ...)
{
	va_list args;

	va_start(args, format);
	say(format, args);
	va_end(args);
}

void cli_tell(const char *format, ...)
{
	va_list args;

	va_start(args, format);
	if (!cli_quiet())
		say(format, args);
	va_end(args);
}

void cli_tell_count(const char *one, const char *many, uint64_t n)
{
	nx_buf line = NX_BUF_INIT;

	message_count(&line, one, many, n);
	cli_tell("%.*s", NX_FMT(nx_buf_str(&line)));
	nx_buf_release(&line);
}

void cli_tell_results(int64_t total, size_t shown)
{
	nx_buf line = NX_BUF_INIT;

	if (total >= 0)
		message_count(&line, "%s result", "%s results", (uint64_t)total);
	if (total < 0 || (uint64_t)total != shown) {
		nx_buf_adds(&line, line.n ? message(", ") : "");
		message_count(&line, "%s result shown", "%s results shown", shown);
	}
	cli_tell("%.*s", NX_FMT(nx_buf_str(&line)));
	nx_buf_release(&line);
}

void cli_detail(const char *format, ...)
{
	va_list args;

	va_start(args, format);
	if (cli_verbose())
		say(format, args);
	va_end(args);
}

int cli_fail(const nx_error *err)
{
	if (err->status != NX_ERR_STOPPED)
		cli_say("%s", err->text[0] ? err->text : message("failed"));
	return EXIT_FAILED;
}

void cli_notes(nx_buf *notes)
{
	nx_str rest = nx_buf_str(notes), line;

	while (nx_str_split(&rest, '\n', &line))
		if (line.n)
			cli_tell("%.*s", NX_FMT(line));
	nx_buf_clear(notes);
}

bool cli_write(nx_buf *buf)
{
	if (!output_errno && buf->n && !pager_hold(buf->p, buf->n, &output_errno) &&
		fwrite(buf->p, 1, buf->n, stdout) != buf->n)
		output_errno = errno ? errno : EIO;
	nx_buf_clear(buf);
	return output_errno == 0;
}

bool cli_flush(void)
{
	pager_finish(&output_errno);
	if (fflush(stdout) != 0 && !output_errno)
		output_errno = errno ? errno : EIO;
	return output_errno == 0;
}

int cli_finish(int code)
{
	if (cli_flush())
		return code;
	if (output_errno == EPIPE)
		return code == EXIT_FAILED ? code : EXIT_FOUND;
	cli_say("standard output: %s", nx_message_errno(output_errno));
	return EXIT_FAILED;
}

const char *cli_db_path(nx_buf *out, const char *option)
{
	const char *data = getenv("XDG_DATA_HOME"), *home = getenv("HOME");

	if (option) {
		nx_buf_adds(out, option);
	} else if (data && *data) {
		nx_buf_adds(out, data);
		nx_buf_adds(out, "/newsidx/news.db");
	} else {
		nx_buf_adds(out, home && *home ? home : ".");
		nx_buf_adds(out, "/.local/share/newsidx/news.db");
	}
	return nx_buf_cstr(out);
}

void cli_absolute(nx_buf *out, const char *path)
{
	char real[PATH_MAX];

	if (!strcmp(path, "-")) {
		nx_buf_adds(out, path);
		return;
	}
	if (realpath(path, real)) {
		nx_buf_adds(out, real);
		return;
	}
	if (path[0] != '/' && getcwd(real, sizeof real)) {
		nx_buf_adds(out, real);
		nx_buf_addc(out, '/');
	}
	nx_buf_adds(out, path);
	while (out->n > 1 && out->p[out->n - 1] == '/')
		out->n--;
}

nx_store *cli_open(const char *option, nx_store_mode mode)
{
	nx_buf path = NX_BUF_INIT;
	nx_error err = NX_ERROR_INIT;
	nx_store *store = NULL;
	const char *name = cli_db_path(&path, option);
	nx_status st = name ? NX_OK : nx_fail(&err, NX_ERR_NOMEM, "out of memory");

	if (st == NX_OK && !*name) /* SQLite's name for a database that nobody keeps */
		st = nx_fail(&err, NX_ERR_USAGE, "--db: the name of the index is empty");
	if (st == NX_OK && mode == NX_STORE_CREATE)
		st = nx_file_make_parents(name, &err);
	if (st == NX_OK)
		st = nx_store_open(&store, name, mode, &err);
	if (st != NX_OK)
		cli_fail(&err);
	else
		cli_detail("the index is %s", name);
	nx_buf_release(&path);
	return store;
}

void cli_merge(nx_store *store, uint64_t fresh)
{
	nx_error err = NX_ERROR_INIT;

	if (nx_store_merge(store, fresh, stop_asked, &err) != NX_OK)
		cli_say("%s; everything is indexed, searches take a little longer", err.text);
}

nx_date cli_today(void)
{
	nx_date today = NX_DATE_NONE;
	time_t now = time(NULL);
	struct tm tm;

	if (!localtime_r(&now, &tm))
		return today;
	today.precision = NX_PRECISION_DAY;
	today.year = tm.tm_year + 1900;
	today.month = tm.tm_mon + 1;
	today.day = tm.tm_mday;
	return today;
}

void cli_query(nx_query *query, nx_store *store)
{
	nx_query_init(query);
	query->today = cli_today();
	query->saved = nx_store_saved;
	query->saved_ctx = store;
}

bool cli_read_names(nx_buf *out, const char *file)
{
	nx_error err = NX_ERROR_INIT;

	if (nx_file_read(out, file, NAMES_MAX, &err) == NX_OK)
		return true;
	cli_fail(&err);
	return false;
}

nx_lexicon *cli_lexicon_of(nx_str names, const char *file, const char *model)
{
	nx_error err = NX_ERROR_INIT;
	nx_lexicon *lexicon = NULL;

	if (nx_lexicon_new_with(&lexicon, names, file, &err) == NX_OK &&
		(!model || nx_lexicon_read_model(lexicon, model, &err) == NX_OK))
		return lexicon;
	cli_fail(&err);
	nx_lexicon_free(lexicon);
	return NULL;
}

nx_lexicon *cli_lexicon(nx_store *store, const char *file, const char *model)
{
	nx_error err = NX_ERROR_INIT;
	nx_lexicon *lexicon = NULL;
	nx_buf names = NX_BUF_INIT;

	if (file && !cli_read_names(&names, file))
		goto done;
	if (!file && store && nx_store_names(store, &names, &err) != NX_OK) {
		cli_fail(&err);
		goto done;
	}
	lexicon = cli_lexicon_of(nx_buf_str(&names), file ? file : "names of the index", model);
done:
	nx_buf_release(&names);
	return lexicon;
}
