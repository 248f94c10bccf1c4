/* What the tests of ingest share: a sink that writes down what it hears, and a
 * folder of their own. */
#ifndef TEST_INGEST_RECORDER_H
#define TEST_INGEST_RECORDER_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <archive.h>
#include <archive_entry.h>
#include <cmocka.h>
#include <ftw.h>
#include <malloc.h>
#include <sys/stat.h>
#include <unistd.h>

#include "newsidx/ingest.h"

/* One line a call. */
typedef struct recorder {
	nx_buf log;
	size_t strip;     /* bytes of each path that are left out */
	const char *stop; /* the call that is answered with NX_ERR_STOPPED */
	bool skip;        /* answer of file_begin */
	bool quiet;       /* count articles only */
	uint64_t articles;
	size_t memory[2]; /* allocated at article 100 and at the last one */
	nx_article kept;  /* the first article, when `keep` is set */
	bool keep;
} recorder;

static char dir[] = "/tmp/t_ingest.XXXXXX";

static inline nx_status answer(recorder *r, const char *call)
{
	return r->stop && strcmp(r->stop, call) == 0 ? NX_ERR_STOPPED : NX_OK;
}

static inline nx_status on_begin(
	void *ctx, nx_str path, const nx_file_info *info, bool *skip, nx_error *err)
{
	recorder *r = ctx;

	(void)info, (void)err;
	path = nx_str_slice(path, r->strip, path.n);
	nx_buf_addf(&r->log, "begin %.*s\n", NX_FMT(path));
	*skip = r->skip;
	return answer(r, "begin");
}

static inline nx_status on_article(
	void *ctx, const nx_place *place, nx_article *article, nx_error *err)
{
	recorder *r = ctx;

	(void)err;
	r->articles++;
	if (r->articles <= 100)
		r->memory[0] = mallinfo2().uordblks;
	r->memory[1] = mallinfo2().uordblks;
	if (!r->quiet)
		nx_buf_addf(&r->log, "article %u %.*s\n", (unsigned)place->ordinal,
			NX_FMT(article->title));
	if (r->keep) {
		r->kept = *article;
		nx_article_init(article);
		r->keep = false;
	}
	return answer(r, "article");
}

static inline nx_status on_refused(
	void *ctx, const nx_place *place, const nx_error *why, nx_error *err)
{
	recorder *r = ctx;

	(void)err;
	assert_int_not_equal(why->status, NX_OK);
	nx_buf_addf(&r->log, "refused %u %s\n", (unsigned)place->ordinal, why->text);
	return answer(r, "refused");
}

static inline nx_status on_warning(
	void *ctx, const nx_place *place, const char *message, nx_error *err)
{
	recorder *r = ctx;

	(void)err;
	nx_buf_addf(&r->log, "warning %u %s\n", (unsigned)place->ordinal, message);
	return answer(r, "warning");
}

static inline nx_status on_end(
	void *ctx, nx_str path, const nx_file_info *info, bool complete, nx_error *err)
{
	recorder *r = ctx;

	(void)path, (void)info, (void)err;
	nx_buf_addf(&r->log, "end %s\n", complete ? "complete" : "broken");
	return answer(r, "end");
}

static inline nx_status run(recorder *r, const char *path, nx_format format)
{
	nx_ingest_sink sink = { .ctx = r,
		.file_begin = on_begin,
		.article = on_article,
		.refused = on_refused,
		.warning = on_warning,
		.file_end = on_end };
	nx_ingest_options options = { .format = format };
	nx_error err = NX_ERROR_INIT;

	return nx_ingest_path(path, &options, &sink, &err);
}

/* What a run says must be `want`, byte for byte. */
static inline void expect(recorder *r, const char *want)
{
	assert_string_equal(nx_buf_cstr(&r->log), want);
	nx_buf_release(&r->log);
}

static inline void expect_path(const char *path, size_t strip, const char *want)
{
	recorder r = { .strip = strip };

	assert_int_equal(run(&r, path, NX_FORMAT_AUTO), NX_OK);
	expect(&r, want);
}

/* Path of `name` in the test's own folder, until the next call but one. */
static inline const char *in_dir(const char *name)
{
	static char paths[2][256];
	static int turn;

	turn = !turn;
	snprintf(paths[turn], sizeof paths[turn], "%s/%s", dir, name);
	return paths[turn];
}

static inline const char *put(const char *name, const char *p, size_t n)
{
	const char *path = in_dir(name);
	FILE *f = fopen(path, "wb");

	assert_non_null(f);
	assert_int_equal(fwrite(p, 1, n, f), n);
	assert_int_equal(fclose(f), 0);
	return path;
}

static inline const char *puts_file(const char *name, const char *text)
{
	return put(name, text, strlen(text));
}

static inline int remove_entry(const char *path, const struct stat *st, int type, struct FTW *ftw)
{
	(void)st, (void)type, (void)ftw;
	return remove(path);
}

static inline int make_dir(void **state)
{
	(void)state;
	memcpy(dir + sizeof dir - 7, "XXXXXX", 6);
	return mkdtemp(dir) ? 0 : -1;
}

static inline int remove_dir(void **state)
{
	(void)state;
	return nftw(dir, remove_entry, 8, FTW_DEPTH | FTW_PHYS);
}

/* Write `count` records through a compressor; noise keeps them from shrinking much. */
static inline const char *put_packed(const char *name, const char *filter, int count)
{
	const char *path = in_dir(name);
	struct archive *a = archive_write_new();
	struct archive_entry *entry = archive_entry_new();
	unsigned noise = 1;

	assert_int_equal(archive_write_add_filter_by_name(a, filter), ARCHIVE_OK);
	assert_int_equal(archive_write_set_format_raw(a), ARCHIVE_OK);
	assert_int_equal(archive_write_open_filename(a, path), ARCHIVE_OK);
	archive_entry_set_filetype(entry, AE_IFREG);
	assert_int_equal(archive_write_header(a, entry), ARCHIVE_OK);
	for (int i = 0; i < count; i++) {
		char line[64];
		int n;

		noise = noise * 1103515245u + 12345u;
		n = snprintf(line, sizeof line, "{\"title\":\"%u\"}\n", noise);
		assert_int_equal(archive_write_data(a, line, (size_t)n), n);
	}
	archive_entry_free(entry);
	assert_int_equal(archive_write_free(a), ARCHIVE_OK);
	return path;
}

#define IN_DIR(test) cmocka_unit_test_setup_teardown(test, make_dir, remove_dir)

#endif
