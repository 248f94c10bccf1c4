/* What a file's articles are, one a line, for formats that hold many. */
#ifndef TEST_FEED_REPORT_H
#define TEST_FEED_REPORT_H

#include <time.h>

#include "ingest_recorder.h"

static inline void report_value(nx_buf *out, nx_str value)
{
	size_t start = out->n;

	nx_buf_adds(out, " | ");
	nx_buf_add(out, value.p ? value : NX_STR("-"));
	for (size_t i = start; i < out->n; i++) {
		if (out->p[i] == '\n')
			out->p[i] = '/';
	}
}

static inline nx_status report_article(
	void *ctx, const nx_place *place, nx_article *article, nx_error *err)
{
	nx_buf *log = ctx, value = NX_BUF_INIT;

	(void)err;
	nx_buf_addf(log, "%u line %u %.*s", (unsigned)place->ordinal, (unsigned)place->line,
		NX_FMT(article->docno.p ? article->docno : NX_STR("-")));
	report_value(log, article->title);
	nx_date_format(&value, &article->date);
	report_value(log, article->date.precision ? nx_buf_str(&value) : NX_STR_NULL);
	report_value(log, article->source);
	report_value(log, article->author);
	report_value(log, article->url);
	report_value(log, article->section);
	nx_buf_clear(&value);
	for (size_t i = 0; i < article->tag_count; i++) {
		nx_buf_adds(&value, i ? "," : "");
		nx_buf_add(&value, article->tags[i]);
	}
	report_value(log, article->tag_count ? nx_buf_str(&value) : NX_STR_NULL);
	report_value(log, article->body);
	nx_buf_addc(log, '\n');
	nx_buf_release(&value);
	return NX_OK;
}

static inline nx_status report_refused(
	void *ctx, const nx_place *place, const nx_error *why, nx_error *err)
{
	(void)err;
	nx_buf_addf(ctx, "refused %u %s\n", (unsigned)place->ordinal, why->text);
	return NX_OK;
}

static inline nx_status report_warning(
	void *ctx, const nx_place *place, const char *message, nx_error *err)
{
	(void)err;
	nx_buf_addf(ctx, "warning %u %s\n", (unsigned)place->ordinal, message);
	return NX_OK;
}

/* number, line, docno | title | date | source | author | url | section | tags | body */
static inline void expect_articles(const char *path, const char *want)
{
	nx_buf log = NX_BUF_INIT;
	nx_ingest_sink sink = { .ctx = &log,
		.article = report_article,
		.refused = report_refused,
		.warning = report_warning };
	nx_error err = NX_ERROR_INIT;

	assert_int_equal(nx_ingest_path(path, NULL, &sink, &err), NX_OK);
	assert_string_equal(nx_buf_cstr(&log), want);
	nx_buf_release(&log);
}

static inline void expect_text(const char *text, const char *want)
{
	expect_articles(puts_file("x", text), want);
}

/* Two megabytes of one piece after another are read in no more than seconds, also
 * under a sanitizer. */
static inline void expect_fast(const char *begin, const char *piece, nx_format format)
{
	recorder r = { .quiet = true };
	nx_buf text = NX_BUF_INIT;
	clock_t start;

	nx_buf_adds(&text, begin);
	while (text.n < 2000000)
		nx_buf_adds(&text, piece);
	start = clock();
	assert_int_equal(run(&r, put("x", text.p, text.n), format), NX_OK);
	assert_in_range((clock() - start) / CLOCKS_PER_SEC, 0, 20);
	nx_buf_release(&r.log);
	nx_buf_release(&text);
}

#endif
