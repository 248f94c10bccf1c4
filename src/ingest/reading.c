/* One file from its begin to its end, and the reports to the sink. */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "ingest/charset.h"
#include "ingest/clean.h"
#include "ingest/reader.h"
#include "ingest/url.h"
#include "newsidx/extract.h"

static nx_place place_of(const nx_reading *reading, uint64_t ordinal)
{
	return (nx_place){ .path = reading->path,
		.member = reading->member,
		.ordinal = ordinal,
		.line = ordinal ? reading->line : 0 };
}

nx_status nx_reading_refuse(
	nx_reading *reading, uint64_t ordinal, const nx_error *why, nx_error *err)
{
	nx_place place = place_of(reading, ordinal);

	if (ordinal == 0)
		reading->refused = true;
	return reading->sink->refused(reading->sink->ctx, &place, why, err);
}

nx_status nx_reading_warn(
	nx_reading *reading, uint64_t ordinal, nx_error *err, const char *format, ...)
{
	nx_place place = place_of(reading, ordinal);
	char text[2 * sizeof err->text];
	nx_error message;
	va_list args;

	if (!reading->sink->warning)
		return NX_OK;
	va_start(args, format);
	vsnprintf(text, sizeof text, nx_message(format), args);
	va_end(args);
	nx_fail(&message, NX_OK, "%s", text); /* cuts between characters */
	return reading->sink->warning(reading->sink->ctx, &place, message.text, err);
}

static void take_title_of_url(nx_article *article)
{
	nx_buf title = NX_BUF_INIT;

	nx_url_title(&title, article->url);
	if (title.n)
		article->title = nx_arena_str(&article->arena, nx_buf_str(&title));
	article->arena.failed |= title.failed;
	nx_buf_release(&title);
}

/* What the article does not say itself. */
static void fill_in(const nx_reading *reading, nx_article *article)
{
	const nx_ingest_options *options = reading->options;

	if (!article->url.p && reading->url.p)
		article->url = nx_arena_str(&article->arena, reading->url);
	if (!article->source.p && options->source.p)
		article->source = nx_arena_str(&article->arena, options->source);
	if (!article->source.p && article->url.p)
		article->source = nx_url_host(article->url);
	if (!article->title.p && article->url.p)
		take_title_of_url(article);
}

/* Folders are named after the day of a backup as well. */
static nx_str base_name(nx_str path)
{
	size_t from = path.n;

	while (from > 0 && path.p[from - 1] != '/')
		from--;
	return nx_str_slice(path, from, path.n);
}

/* A day that the article does not print: the one it counts from, that of the run's
 * options, that of its address or file. */
static nx_status fill_in_date(const nx_reading *reading, nx_article *article, nx_error *err)
{
	const nx_ingest_options *options = reading->options;
	nx_status st;

	if (article->date.precision != NX_PRECISION_NONE)
		return NX_OK;
	st = nx_extract_infer_date(article, err);
	if (st != NX_OK || article->date.precision != NX_PRECISION_NONE)
		return st;
	if (options->date.precision != NX_PRECISION_NONE) {
		article->date = options->date;
		article->date_origin = NX_ORIGIN_METADATA;
	} else if (nx_url_date(&article->date, article->url) ||
		   nx_url_date(&article->date, base_name(reading->member)) ||
		   nx_url_date(&article->date, base_name(reading->path))) {
		article->date_origin = NX_ORIGIN_FILENAME;
	}
	return NX_OK;
}

static nx_status report(
	nx_reading *reading, const nx_place *place, nx_article *article, nx_error *err)
{
	const nx_ingest_sink *sink = reading->sink;
	nx_status st = NX_OK;

	fill_in(reading, article);
	st = fill_in_date(reading, article, err);
	if (st == NX_OK)
		st = nx_extract_dateline(article, err);
	if (st != NX_OK)
		return st;
	if (article->arena.failed)
		return nx_fail(err, NX_ERR_NOMEM, "out of memory");
	reading->found++;
	if (sink->progress && reading->container)
		st = sink->progress(sink->ctx, nx_container_consumed(reading->container), err);
	return st == NX_OK ? sink->article(sink->ctx, place, article, err) : st;
}

nx_status nx_reading_article(
	nx_reading *reading, uint64_t ordinal, nx_article *article, nx_error *err)
{
	nx_place place = place_of(reading, ordinal);

	return report(reading, &place, article, err);
}

nx_furniture *nx_reading_furniture(const nx_reading *reading)
{
	return reading->options ? reading->options->furniture : NULL;
}

nx_status nx_reading_page(nx_reading *reading, nx_article *article, nx_error *err)
{
	nx_place place = place_of(reading, 1);
	nx_error why = NX_ERROR_INIT;

	place.sole = true;
	if (!nx_article_is_empty(article))
		return report(reading, &place, article, err);
	nx_fail(&why, NX_ERR_FORMAT, "no article in it: neither title nor text found");
	return nx_reading_refuse(reading, 1, &why, err);
}

static bool has_nul(nx_str text, nx_error *err)
{
	size_t at = nx_str_find(text, (nx_str){ "", 1 }, 0);

	if (at == (size_t)-1)
		return false;
	nx_fail(err, NX_ERR_FORMAT, "binary file (NUL at byte %zu)", at + 1);
	return true;
}

/* *text as it was meant, built in `repaired` if it is mojibake. */
static nx_status repair(nx_str *text, nx_buf *repaired, nx_mending *mending, nx_error *why)
{
	nx_status st;

	mending->mojibake = nx_mojibake_detect(*text);
	if (mending->mojibake == NX_MOJIBAKE_NONE || mending->mojibake == NX_MOJIBAKE_LOST)
		return NX_OK;
	st = nx_mojibake_repair(repaired, *text, mending->mojibake, &mending->lost, why);
	*text = nx_buf_str(repaired);
	return st;
}

nx_status nx_reading_clean(nx_buf *text, nx_str raw, nx_mending *mending, nx_error *why)
{
	nx_buf mended = NX_BUF_INIT, repaired = NX_BUF_INIT;
	nx_status st = NX_OK;

	*mending = (nx_mending){ .count = 0 };
	if (has_nul(raw, why))
		st = why->status;
	if (st == NX_OK)
		st = nx_charset_mend(&raw, &mended, mending, why);
	/* First, because C1 control characters are letters in it. */
	if (st == NX_OK)
		st = repair(&raw, &repaired, mending, why);
	if (st == NX_OK && nx_str_trim(raw).n) {
		nx_clean_lines(text, raw);
		st = nx_buf_status(text, why);
	}
	nx_buf_release(&repaired);
	nx_buf_release(&mended);
	return st;
}

static nx_status warn_mojibake(
	nx_reading *reading, uint64_t ordinal, const nx_mending *mending, nx_error *err)
{
	const char *name = nx_message(nx_mojibake_name(mending->mojibake));

	if (mending->mojibake == NX_MOJIBAKE_NONE)
		return NX_OK;
	if (mending->mojibake == NX_MOJIBAKE_LOST)
		return nx_reading_warn(reading, ordinal, err,
			"text was decoded with the wrong table and cannot be repaired: %s; get it "
			"again from its source",
			name);
	if (mending->lost)
		return nx_reading_warn(reading, ordinal, err,
			"mojibake repaired: %s, %zu characters lost", name, mending->lost);
	return nx_reading_warn(reading, ordinal, err, "mojibake repaired: %s", name);
}

nx_status nx_reading_warn_mended(
	nx_reading *reading, uint64_t ordinal, const nx_mending *mending, nx_error *err)
{
	nx_status st = NX_OK;

	if (mending->encoding)
		st = nx_reading_warn(reading, ordinal, err,
			"not UTF-8 from byte %zu on, read as %s", mending->first,
			mending->encoding);
	if (st == NX_OK && mending->encoding && mending->count)
		st = nx_reading_warn(reading, ordinal, err, "%zu bytes mean nothing in %s",
			mending->count, mending->encoding);
	else if (st == NX_OK && mending->count)
		st = nx_reading_warn(reading, ordinal, err,
			"%zu ill-formed UTF-8 sequences replaced, the first at byte %zu",
			mending->count, mending->first);
	return st == NX_OK ? warn_mojibake(reading, ordinal, mending, err) : st;
}

nx_status nx_reading_text(nx_reading *reading, nx_buf *text, nx_error *err)
{
	nx_error why = NX_ERROR_INIT;
	nx_buf raw = NX_BUF_INIT;
	nx_mending mending = { .count = 0 };
	nx_status st;

	st = nx_stream_read_all(reading->stream, &raw, NX_PAGE_LIMIT, &why);
	if (st == NX_OK)
		st = nx_reading_clean(text, nx_buf_str(&raw), &mending, &why);
	if (st == NX_ERR_NOMEM)
		st = nx_fail(err, st, "%s", why.text);
	else if (st != NX_OK)
		st = nx_reading_refuse(reading, 0, &why, err);
	else if (text->n == 0)
		st = nx_reading_warn(reading, 0, err, "empty file");
	else
		st = nx_reading_warn_mended(reading, 1, &mending, err);
	nx_buf_release(&raw);
	return st;
}

/* A file name without folder and extension, that of a dump's documentation? */
static bool is_documentation(nx_str base)
{
	static const char *const stems[] = { "readme", "license", "licence", "copying", "notice",
		"changelog", "authors", "contributing" };
	static const char *const extensions[] = { "", ".md", ".txt", ".rst", ".html" };
	size_t dot = nx_str_find(base, NX_STR("."), 0);
	nx_str stem = nx_str_slice(base, 0, dot), extension = NX_STR("");
	bool known = false;

	if (dot != (size_t)-1)
		extension = nx_str_slice(base, dot, base.n);
	for (size_t i = 0; i < sizeof extensions / sizeof *extensions; i++)
		known |= nx_str_eq(extension, nx_str_from(extensions[i]));
	for (size_t i = 0; known && i < sizeof stems / sizeof *stems; i++) {
		if (stem.n == strlen(stems[i]) && strncasecmp(stem.p, stems[i], stem.n) == 0)
			return true;
	}
	return false;
}

const char *nx_reading_passes(nx_str name)
{
	nx_str rest = name, part = NX_STR("");

	while (nx_str_split(&rest, '/', &part)) {
		/* What macOS adds to archives: resource forks, not documents. */
		if (nx_str_eq(part, NX_STR("__MACOSX")))
			return "macOS metadata";
		if (part.n > 1 && part.p[0] == '.' && !nx_str_eq(part, NX_STR("..")))
			return "hidden";
	}
	return is_documentation(part) ? "documentation of the dump" : NULL;
}

static nx_status read_members(nx_reading *reading, nx_container *container, nx_error *err)
{
	const nx_ingest_sink *sink = reading->sink;
	nx_error why = NX_ERROR_INIT;
	nx_status st = NX_OK;
	nx_member member;

	reading->container = container;
	while (st == NX_OK) {
		nx_status next = nx_container_next(container, &member, &why);
		const char *passed;

		if (next != NX_OK || !member.stream) {
			reading->member = NX_STR_NULL;
			if (next == NX_ERR_NOMEM)
				st = nx_fail(err, next, "%s", why.text);
			else if (next != NX_OK)
				st = nx_reading_refuse(reading, 0, &why, err);
			break;
		}
		passed = member.url.p ? NULL : nx_reading_passes(member.name);
		if (!passed) {
			st = nx_reading_member(reading, &member, err);
			/* An archive is read to its end all the same. */
			reading->refused &= !member.name.p;
		} else if (sink->passed) {
			nx_place place = { .path = reading->path, .member = member.name };

			st = sink->passed(sink->ctx, &place, passed, err);
		}
	}
	return st;
}

nx_status nx_reading_file(const char *path, const nx_file_info *info,
	const nx_ingest_options *options, const nx_ingest_sink *sink, nx_error *err)
{
	nx_reading reading = { .path = nx_str_from(path), .options = options, .sink = sink };
	nx_error why = NX_ERROR_INIT;
	nx_container *container = NULL;
	nx_status st = NX_OK;
	bool skip = false;

	if (sink->file_begin)
		st = sink->file_begin(sink->ctx, reading.path, info, &skip, err);
	if (st != NX_OK || skip)
		return st;
	st = nx_container_open(&container, path, &why);
	if (st == NX_OK)
		st = read_members(&reading, container, err);
	else if (st == NX_ERR_NOMEM)
		st = nx_fail(err, st, "%s", why.text);
	else
		st = nx_reading_refuse(&reading, 0, &why, err);
	nx_container_close(container);
	nx_buf_release(&reading.original);
	if (st == NX_OK && sink->file_end)
		st = sink->file_end(sink->ctx, reading.path, info, !reading.refused, err);
	return st;
}
