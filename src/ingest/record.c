#include "ingest/record.h"

#include <string.h>
#include <strings.h>

#include "ingest/clean.h"
#include "ingest/html_text.h"
#include "ingest/record_keys.h"
#include "newsidx/extract.h"
#include "newsidx/fold.h"
#include "newsidx/utf8.h"

/* More captions or sub-headings are no article's. */
#define LISTED_MOST 100

/* What Python and databases print where there is nothing. */
static bool is_no_value(nx_str value)
{
	static const char *const words[] = { "None", "none", "null", "NULL", "Null", "nan", "NaN",
		"NaT", "\\N", "undefined", "[]", "{}" };

	value = nx_str_trim(value);
	for (size_t i = 0; value.n < 10 && i < sizeof words / sizeof *words; i++) {
		if (nx_str_eq(value, nx_str_from(words[i])))
			return true;
	}
	return value.n == 0;
}

static bool is_address(nx_str value)
{
	value = nx_str_trim(value);
	return nx_str_starts(value, NX_STR("http://")) || nx_str_starts(value, NX_STR("https://"));
}

void nx_record_offer(nx_record *record, size_t ranks[NX_FIELDS], nx_field field, size_t rank,
	nx_str value, bool listed)
{
	bool better;

	if (is_no_value(value))
		return;
	if (field == NX_FIELD_SOURCE && is_address(value)) {
		field = NX_FIELD_URL;
		rank += NX_KEY_RANKS;
	}
	better = !record->value[field].p || rank <= ranks[field];
	if (field == NX_FIELD_DATE && record->value[field].p) {
		nx_date date;
		bool reads = nx_record_date(&date, value);

		if (reads != nx_record_date(&date, record->value[field]))
			better = reads;
	}
	if (!better)
		return;
	record->value[field] = value;
	ranks[field] = rank;
	if (field == NX_FIELD_TAGS)
		record->tags_listed = listed;
}

bool nx_record_is_empty(const nx_record *record)
{
	for (int i = 0; i < NX_FIELDS; i++) {
		if (record->value[i].n)
			return false;
	}
	return true;
}

/* State while values are made fit for an article. */
typedef struct cleaning {
	nx_article *article;
	nx_record_report *report;
	nx_buf repaired, html, clean; /* what the steps make; emptied by each */
	bool failed;
} cleaning;

static nx_str repair(cleaning *c, nx_str value)
{
	nx_mojibake kind = nx_mojibake_detect(value);
	size_t lost = 0;

	if (kind == NX_MOJIBAKE_NONE)
		return value;
	if (c->report->mojibake != NX_MOJIBAKE_LOST)
		c->report->mojibake = kind;
	if (kind == NX_MOJIBAKE_LOST)
		return value;
	nx_buf_clear(&c->repaired);
	c->failed |= nx_mojibake_repair(&c->repaired, value, kind, &lost, NULL) != NX_OK;
	return nx_buf_str(&c->repaired);
}

/* Does HTML make the lines, or do the line ends of the text? WordPress keeps
 * paragraphs as lines, with <b> and &quot; in them. */
static bool has_blocks(nx_str value)
{
	static const char *const starts[] = { "p", "br", "div", "li", "td", "th", "h1", "h2", "h3",
		"h4", "h5", "h6", "!--", "script", "style", "blockquote", "article", "section",
		"html", "pre", "dd", "dt" };
	size_t at = 0;

	while ((at = nx_str_find(value, NX_STR("<"), at)) != (size_t)-1) {
		nx_str tag = nx_str_slice(value, ++at, value.n);

		for (size_t i = 0; i < sizeof starts / sizeof *starts; i++) {
			size_t n = strlen(starts[i]);

			if (tag.n > n && strncasecmp(tag.p, starts[i], n) == 0 &&
				(starts[i][0] == '!' || strchr(" \t\r\n/>", tag.p[n])))
				return true;
		}
	}
	return false;
}

static nx_str strip(cleaning *c, nx_str value)
{
	nx_str rest = value, line;
	nx_status st = NX_OK;

	if (!nx_html_is_in(value))
		return value;
	nx_buf_clear(&c->html);
	if (has_blocks(value)) {
		st = nx_html_text(&c->html, value, NULL);
	} else {
		while (st == NX_OK && nx_str_split(&rest, '\n', &line)) {
			st = nx_html_text(&c->html, line, NULL);
			nx_buf_addc(&c->html, '\n');
		}
	}
	c->failed |= st == NX_ERR_NOMEM || c->html.failed;
	/* Nested beyond all reason: the text with its tags is better than none. */
	return st == NX_OK ? nx_buf_str(&c->html) : value;
}

/* Repaired first, as stripping may touch the marks that are letters in disguise; and
 * again, as references may have hidden them. */
static nx_str readable(cleaning *c, nx_str value)
{
	nx_str before = repair(c, value), text = strip(c, before);

	return text.p == before.p ? text : repair(c, text);
}

static bool parts_tags(unsigned cp)
{
	return cp == ',' || cp == ';' || cp == '|' || cp == '\n' ||
	       cp == 0x060C /* ARABIC COMMA */ || cp == 0x061B /* ARABIC SEMICOLON */;
}

/* Cut the next tag off *rest; false when nothing is left. */
static bool next_tag(nx_str *rest, bool listed, nx_str *tag)
{
	size_t pos = 0;

	if (listed)
		return nx_str_split(rest, '\n', tag);
	if (!rest->p)
		return false;
	while (pos < rest->n) {
		size_t start = pos;

		if (parts_tags(nx_utf8_next(*rest, &pos))) {
			*tag = nx_str_slice(*rest, 0, start);
			*rest = nx_str_slice(*rest, pos, rest->n);
			return true;
		}
	}
	*tag = *rest;
	*rest = NX_STR_NULL;
	return true;
}

static void apply_tags(cleaning *c, nx_str value, bool listed)
{
	nx_str tag;

	if (!listed)
		value = readable(c, value);
	while (next_tag(&value, listed, &tag)) {
		nx_buf_clear(&c->clean);
		nx_clean_line(&c->clean, listed ? readable(c, tag) : tag);
		c->failed |= c->clean.failed;
		if (c->clean.n && !nx_article_add_tag(c->article, nx_buf_str(&c->clean)))
			c->failed = true;
	}
}

static void apply_date(cleaning *c, nx_str value)
{
	nx_date date;

	nx_buf_clear(&c->clean);
	nx_clean_line(&c->clean, readable(c, value));
	value = nx_buf_str(&c->clean);
	if (nx_record_date(&date, value)) {
		c->article->date = date;
		c->article->date_origin = NX_ORIGIN_METADATA;
	} else if (value.n) {
		c->report->bad_date = nx_arena_str(&c->article->arena, value);
	}
}

static void apply_line(cleaning *c, nx_str *target, nx_str value)
{
	nx_buf_clear(&c->clean);
	nx_clean_line(&c->clean, value);
	if (c->clean.n)
		*target = nx_arena_str(&c->article->arena, nx_buf_str(&c->clean));
}

/* An address has no HTML but what a page's source makes of its '&'. */
static void apply_url(cleaning *c, nx_str value)
{
	static const char *const marks[] = { "&amp;", "&#38;", "&#038;" };
	size_t at = 0, next;

	if (value.n == 0)
		return;
	nx_buf_clear(&c->html);
	while ((next = nx_str_find(value, NX_STR("&"), at)) != (size_t)-1) {
		nx_buf_add(&c->html, nx_str_slice(value, at, ++next));
		at = next;
		for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
			nx_str mark = nx_str_from(marks[i] + 1);

			if (nx_str_starts(nx_str_slice(value, at, value.n), mark)) {
				at += mark.n;
				break;
			}
		}
	}
	nx_buf_add(&c->html, nx_str_slice(value, at, value.n));
	c->failed |= c->html.failed;
	apply_line(c, &c->article->url, nx_buf_str(&c->html));
}

/* The letters and digits of a text as they are indexed, and nothing else. */
static void add_letters(nx_buf *out, nx_str text)
{
	unsigned folded[NX_FOLD_MAX];
	size_t pos = 0;

	while (pos < text.n) {
		size_t n = nx_fold_cp(folded, nx_utf8_next(text, &pos));

		for (size_t i = 0; i < n; i++)
			nx_buf_add_cp(out, folded[i]);
	}
}

/* Summaries are mostly the text's first words, cut off with dots. */
static bool says(cleaning *c, nx_str text, nx_str summary)
{
	nx_str letters, needle;

	nx_buf_clear(&c->repaired);
	nx_buf_clear(&c->html);
	add_letters(&c->repaired, text);
	add_letters(&c->html, summary);
	c->failed |= c->repaired.failed || c->html.failed;
	letters = nx_buf_str(&c->repaired);
	needle = nx_buf_str(&c->html);
	return nx_str_find(letters, needle, 0) != (size_t)-1;
}

/* The title may say the summary too, but not the other way about: its words within a
 * sentence are no title. */
static void apply_summary(cleaning *c, nx_str value)
{
	nx_article *article = c->article;
	nx_buf whole = NX_BUF_INIT;
	nx_str summary;

	nx_buf_clear(&c->clean);
	nx_clean_body(&c->clean, readable(c, value));
	summary = nx_buf_str(&c->clean);
	if (summary.n == 0 || says(c, article->body, summary) || says(c, article->title, summary))
		return;
	nx_buf_add(&whole, summary);
	if (article->body.n) {
		nx_buf_adds(&whole, "\n\n");
		nx_buf_add(&whole, article->body);
	}
	article->body = nx_arena_str(&article->arena, nx_buf_str(&whole));
	c->failed |= whole.failed;
	nx_buf_release(&whole);
}

/* A title again is no other one. */
static void apply_alternative_title(cleaning *c, nx_str value)
{
	nx_buf *fold = &c->repaired, *other = &c->html;
	nx_article *article = c->article;

	apply_line(c, &article->alternative_title, readable(c, value));
	nx_buf_clear(fold);
	nx_buf_clear(other);
	nx_fold(fold, article->title);
	nx_fold(other, article->alternative_title);
	c->failed |= fold->failed || other->failed;
	if (nx_str_eq(nx_buf_str(fold), nx_buf_str(other)))
		article->alternative_title = NX_STR_NULL;
}

static void apply_dateline(cleaning *c, nx_str value)
{
	nx_str line = NX_STR_NULL;

	apply_line(c, &line, readable(c, value));
	line = nx_extract_place(line);
	c->article->dateline = line.n ? line : NX_STR_NULL;
}

static bool has_line(nx_str text, nx_str wanted)
{
	nx_str line;

	while (text.n && nx_str_split(&text, '\n', &line))
		if (nx_str_eq(nx_str_trim(line), wanted))
			return true;
	return false;
}

/* One a line; with `within`, only those that are lines of that text. */
static void apply_list(cleaning *c, nx_str *target, nx_str value, const nx_str *within)
{
	nx_buf list = NX_BUF_INIT;
	size_t count = 0;
	nx_str line;

	value = readable(c, value);
	while (value.n && count < LISTED_MOST && nx_str_split(&value, '\n', &line)) {
		nx_buf_clear(&c->clean);
		nx_clean_line(&c->clean, line);
		c->failed |= c->clean.failed;
		line = nx_buf_str(&c->clean);
		if (line.n == 0 || has_line(nx_buf_str(&list), line) ||
			(within && !has_line(*within, line)))
			continue;
		nx_buf_addf(&list, "%s%.*s", count++ ? "\n" : "", NX_FMT(line));
	}
	if (list.n)
		*target = nx_arena_str(&c->article->arena, nx_buf_str(&list));
	c->failed |= list.failed;
	nx_buf_release(&list);
}

static void apply_body(cleaning *c, nx_str value)
{
	nx_buf_clear(&c->clean);
	nx_clean_body(&c->clean, readable(c, value));
	if (c->clean.n)
		c->article->body = nx_arena_str(&c->article->arena, nx_buf_str(&c->clean));
}

nx_status nx_record_apply(
	nx_article *article, const nx_record *record, nx_record_report *report, nx_error *err)
{
	cleaning c = { .article = article, .report = report };
	const nx_str *value = record->value;
	bool failed;

	*report = (nx_record_report){ NX_STR_NULL, NX_MOJIBAKE_NONE };
	apply_line(&c, &article->docno, value[NX_FIELD_DOCNO]);
	apply_line(&c, &article->title, readable(&c, value[NX_FIELD_TITLE]));
	apply_body(&c, value[NX_FIELD_BODY]);
	apply_summary(&c, value[NX_FIELD_SUMMARY]);
	apply_date(&c, value[NX_FIELD_DATE]);
	apply_line(&c, &article->source, readable(&c, value[NX_FIELD_SOURCE]));
	apply_line(&c, &article->author, readable(&c, value[NX_FIELD_AUTHOR]));
	apply_url(&c, value[NX_FIELD_URL]);
	apply_line(&c, &article->section, readable(&c, value[NX_FIELD_SECTION]));
	apply_tags(&c, value[NX_FIELD_TAGS], record->tags_listed);
	apply_alternative_title(&c, value[NX_FIELD_ALTERNATIVE_TITLE]);
	apply_dateline(&c, value[NX_FIELD_DATELINE]);
	apply_list(&c, &article->captions, value[NX_FIELD_CAPTIONS], NULL);
	apply_list(&c, &article->subheadings, value[NX_FIELD_SUBHEADINGS], &article->body);
	failed = c.failed || c.clean.failed || article->arena.failed;
	nx_buf_release(&c.repaired);
	nx_buf_release(&c.html);
	nx_buf_release(&c.clean);
	return failed ? nx_fail(err, NX_ERR_NOMEM, "out of memory") : NX_OK;
}
