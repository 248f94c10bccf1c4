/* Folders of files with what is read from them: of NAME.txt, say, NAME.log tells. */
#ifndef TEST_ARTICLE_LOG_H
#define TEST_ARTICLE_LOG_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <dirent.h>
#include <inttypes.h>

#include "newsidx/ingest.h"

static inline void log_field(nx_buf *log, const char *name, nx_str value)
{
	if (value.p)
		nx_buf_addf(log, "  %s %.*s\n", name, NX_FMT(value));
}

static inline void log_list(nx_buf *log, const char *name, nx_str list)
{
	nx_str line;

	while (list.p && nx_str_split(&list, '\n', &line))
		log_field(log, name, line);
}

static inline nx_status log_article(
	void *ctx, const nx_place *place, nx_article *article, nx_error *err)
{
	nx_buf *log = ctx;
	nx_str rest = article->body, line;
	size_t lines = 0;

	(void)err;
	nx_buf_addf(log, "article %" PRIu64 " line %" PRIu64 "%s\n", place->ordinal, place->line,
		place->sole ? " sole" : "");
	log_field(log, "docno", article->docno);
	log_field(log, "title", article->title);
	if (article->date.precision != NX_PRECISION_NONE)
		nx_buf_addf(log, "  date %d-%02d-%02d\n", article->date.year, article->date.month,
			article->date.day);
	log_field(log, "alternative title", article->alternative_title);
	log_field(log, "dateline", article->dateline);
	log_field(log, "source", article->source);
	log_field(log, "author", article->author);
	log_field(log, "section", article->section);
	log_field(log, "url", article->url);
	for (size_t i = 0; i < article->tag_count; i++)
		log_field(log, "tag", article->tags[i]);
	log_list(log, "caption", article->captions);
	log_list(log, "sub-heading", article->subheadings);
	while (nx_str_split(&rest, '\n', &line))
		nx_buf_addf(log, "  body %zu %.*s\n", ++lines, NX_FMT(line));
	return NX_OK;
}

static inline nx_status log_refused(
	void *ctx, const nx_place *place, const nx_error *why, nx_error *err)
{
	(void)err;
	nx_buf_addf(ctx, "refused %" PRIu64 " %s\n", place->ordinal, why->text);
	return NX_OK;
}

static inline nx_status log_warning(
	void *ctx, const nx_place *place, const char *message, nx_error *err)
{
	(void)err;
	nx_buf_addf(ctx, "warning %" PRIu64 " %s\n", place->ordinal, message);
	return NX_OK;
}

static inline void read_logged(nx_buf *log, const char *path, const nx_ingest_options *options)
{
	nx_ingest_sink sink = {
		.ctx = log, .article = log_article, .refused = log_refused, .warning = log_warning
	};

	assert_int_equal(nx_ingest_path(path, options, &sink, NULL), NX_OK);
}

/* Read each file of the folder whose name ends so, of which there are at least `least`:
 * one that is named "split-*" with an article at each heading. */
static inline void check_logs(const char *folder, const char *ending, nx_format format, int least)
{
	struct dirent **names = NULL;
	int count = scandir(folder, &names, NULL, alphasort), cases = 0, failures = 0;

	assert_in_range(count, 0, INT32_MAX);
	for (int i = 0; i < count; i++) {
		nx_str name = nx_str_from(names[i]->d_name);
		nx_ingest_options options = { .format = format };
		nx_buf log = NX_BUF_INIT, want = NX_BUF_INIT;
		char path[512];

		options.split = nx_str_starts(name, NX_STR("split-"));
		if (nx_str_ends(name, nx_str_from(ending))) {
			snprintf(path, sizeof path, "%s/%s", folder, name.p);
			read_logged(&log, path, &options);
			snprintf(path, sizeof path, "%s/%.*slog", folder,
				(int)(name.n - strlen(ending) + 1), name.p);
			nx_file_read(&want, path, 1 << 20, NULL);
			cases++;
		}
		if (!nx_str_eq(nx_buf_str(&log), nx_buf_str(&want))) {
			print_error("%s: got\n%s", path, nx_buf_cstr(&log));
			failures++;
		}
		nx_buf_release(&log);
		nx_buf_release(&want);
		free(names[i]);
	}
	free(names);
	assert_in_range(cases, least, INT32_MAX);
	assert_int_equal(failures, 0);
}

#endif
