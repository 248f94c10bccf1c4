#include "ingest/markdown.h"

#include "ingest/reader.h"
#include "newsidx/extract.h"

static int detect(nx_str head, nx_str name)
{
	static const char *const endings[] = { ".md", ".markdown", ".mdown", ".mkd", ".mdx" };
	bool named = false;

	for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
		named |= nx_str_ends(name, nx_str_from(endings[i]));
	if (nx_front_matter_opens(head))
		return 90;
	/* Surer than what JSON makes of its first line. */
	if (named && nx_front_matter_is_json(head))
		return 101;
	return named ? 60 : 0;
}

/* What the markup tells, behind what the front matter says. */
static void add_list(nx_article *article, nx_str *field, const nx_buf *lines)
{
	nx_buf list = NX_BUF_INIT;

	if (!lines->n)
		return;
	if (field->n)
		nx_buf_addf(&list, "%.*s\n", NX_FMT(*field));
	nx_buf_add(&list, nx_str_trim(nx_buf_str(lines)));
	*field = nx_arena_str(&article->arena, nx_buf_str(&list));
	article->arena.failed |= list.failed;
	nx_buf_release(&list);
}

/* The title goes through with the rest, above it unless a heading says where it
 * belongs: it is how the extractor sees where the article begins. */
static nx_status extract(nx_article *article, nx_markdown_part *part, nx_error *err)
{
	nx_str title = nx_buf_str(&part->title);
	nx_buf page = NX_BUF_INIT;
	nx_status st;

	if (!article->title.n && title.n)
		article->title = nx_arena_str(&article->arena, title);
	if (title.n && !part->titled) {
		nx_buf_add(&page, title);
		nx_buf_addc(&page, '\n');
	}
	nx_buf_add(&page, nx_buf_str(&part->text));
	add_list(article, &article->captions, &part->captions);
	add_list(article, &article->subheadings, &part->subheadings);
	page.failed |= part->text.failed || article->arena.failed;
	st = nx_buf_status(&page, err);
	if (st == NX_OK)
		st = nx_extract_page(article, nx_buf_str(&page), NULL, err);
	nx_buf_release(&page);
	return st;
}

/* The summary is not shown above a text, but better than none. */
static nx_status take_summary(nx_article *article, nx_str summary, nx_error *err)
{
	nx_record record = { .value = { [NX_FIELD_SUMMARY] = summary } };
	nx_record_report report;

	if (article->body.n || !summary.n)
		return NX_OK;
	return nx_record_apply(article, &record, &report, err);
}

nx_status nx_markdown_article(
	nx_article *article, const nx_front_matter *front, nx_record_report *report, nx_error *err)
{
	nx_markdown_part part = { .line = 0 };
	nx_markdown *document = NULL;
	nx_status st;

	st = nx_record_apply(article, &front->record, report, err);
	if (st == NX_OK)
		st = nx_markdown_open(&document, front->body, err);
	if (st != NX_OK)
		return st;
	nx_buf_add(&part.title, article->title);
	nx_markdown_read(document, false, &part);
	st = extract(article, &part, err);
	if (st == NX_OK)
		st = take_summary(article, front->summary, err);
	nx_markdown_part_release(&part);
	nx_markdown_close(document);
	return st;
}

static nx_status warn_front(nx_reading *reading, uint64_t ordinal, size_t base,
	const nx_front_matter *front, const nx_record_report *report, nx_error *err)
{
	nx_status st = NX_OK;

	if (front->bad_line)
		st = nx_reading_warn(reading, ordinal, err, "front matter, line %zu: %s",
			base + front->bad_line, front->why);
	if (st == NX_OK && report->bad_date.p)
		st = nx_reading_warn(reading, ordinal, err,
			"front matter: its date cannot be read: \"%.*s\"",
			NX_FMT(report->bad_date));
	return st;
}

/* A file of several articles. One is held back until it is known not to be the only
 * one. */
typedef struct splitter {
	nx_reading *reading;
	nx_article held;
	size_t line; /* where it begins */
	bool has_held;
	uint64_t count; /* articles reported */
	size_t base;    /* lines of the file above the present front matter or text */
} splitter;

static nx_status report_held(splitter *s, nx_error *err)
{
	nx_status st;

	if (!s->has_held)
		return NX_OK;
	s->has_held = false;
	s->reading->line = s->line;
	st = nx_reading_article(s->reading, ++s->count, &s->held, err);
	nx_article_release(&s->held);
	return st;
}

static nx_status refuse(splitter *s, size_t line, nx_error *err)
{
	nx_error why = NX_ERROR_INIT;
	nx_status st = report_held(s, err);

	if (st != NX_OK)
		return st;
	s->reading->line = line;
	nx_fail(&why, NX_ERR_FORMAT, "line %zu: no article in it: neither title nor text found",
		line);
	return nx_reading_refuse(s->reading, ++s->count, &why, err);
}

/* Takes the article over. */
static nx_status hold(splitter *s, nx_article *article, size_t line, nx_error *err)
{
	nx_status st;

	if (nx_article_is_empty(article))
		return refuse(s, line, err);
	st = report_held(s, err);
	s->held = *article;
	s->line = line;
	s->has_held = true;
	nx_article_init(article);
	return st;
}

static void default_to(nx_article *article, nx_str *field, nx_str value)
{
	if (!field->p && value.p)
		*field = nx_arena_str(&article->arena, value);
}

/* What the file says of all its articles, unless an article says it itself. */
static void take_defaults(nx_article *article, const nx_article *from)
{
	default_to(article, &article->source, from->source);
	default_to(article, &article->author, from->author);
	default_to(article, &article->section, from->section);
	default_to(article, &article->url, from->url);
	if (from->date.precision != NX_PRECISION_NONE &&
		article->date_origin != NX_ORIGIN_DATELINE) {
		article->date = from->date;
		article->date_origin = from->date_origin;
	}
	for (size_t i = 0; i < from->tag_count; i++) {
		if (!nx_article_add_tag(article, from->tags[i]))
			article->arena.failed = true;
	}
}

/* What stands before the first heading is an article if it is one by its looks, or by
 * the title that the front matter gives. */
static nx_status take_part(splitter *s, nx_markdown_part *part, bool is_first,
	const nx_article *defaults, size_t base, nx_error *err)
{
	nx_article article;
	nx_status st;

	/* "#" alone, definitions of links. */
	if (!part->text.n)
		return NX_OK;
	nx_article_init(&article);
	if (is_first)
		nx_buf_add(&part->title, defaults->title);
	st = extract(&article, part, err);
	if (st == NX_OK)
		take_defaults(&article, defaults);
	if (st == NX_OK && article.arena.failed)
		st = nx_fail(err, NX_ERR_NOMEM, "out of memory");
	if (st == NX_OK && !is_first)
		st = hold(s, &article, base + part->line, err);
	else if (st == NX_OK && article.title.n && article.body.n)
		st = hold(s, &article, base + part->line, err);
	else if (st == NX_OK)
		st = nx_reading_warn(s->reading, 0, err,
			"line %zu: what stands before the first heading is no article and is "
			"left out",
			base + part->line);
	nx_article_release(&article);
	return st;
}

/* The headings of level 1 begin articles. */
static nx_status take_headings(splitter *s, nx_markdown *document, const nx_front_matter *front,
	nx_record_report *report, nx_error *err)
{
	size_t base = s->base + front->body_line - 1;
	nx_article defaults;
	nx_status st;

	nx_article_init(&defaults);
	st = nx_record_apply(&defaults, &front->record, report, err);
	if (st == NX_OK)
		st = warn_front(
			s->reading, s->count + s->has_held + 1, s->base, front, report, err);
	while (st == NX_OK) {
		nx_markdown_part part = { .line = 0 };
		bool at_heading = nx_markdown_at_heading(document);

		if (nx_markdown_read(document, true, &part))
			st = take_part(s, &part, !at_heading, &defaults, base, err);
		else
			part.line = 0;
		nx_markdown_part_release(&part);
		if (part.line == 0)
			break;
	}
	nx_article_release(&defaults);
	return st;
}

static nx_status take_one(
	splitter *s, const nx_front_matter *front, nx_record_report *report, nx_error *err)
{
	nx_article article;
	nx_status st;

	nx_article_init(&article);
	st = nx_markdown_article(&article, front, report, err);
	if (st == NX_OK)
		st = warn_front(
			s->reading, s->count + s->has_held + 1, s->base, front, report, err);
	if (st == NX_OK)
		st = hold(s, &article, s->base + 1, err);
	nx_article_release(&article);
	return st;
}

/* One front matter and the text below it. */
static nx_status take_section(splitter *s, nx_str text, nx_error *err)
{
	nx_front_matter front;
	nx_record_report report;
	nx_markdown *document = NULL;
	nx_status st;

	st = nx_front_matter_read(&front, text, s->reading->options, err);
	if (st == NX_OK)
		st = nx_markdown_open(&document, front.body, err);
	if (st == NX_OK && nx_markdown_headings(document) > 1)
		st = take_headings(s, document, &front, &report, err);
	else if (st == NX_OK)
		st = take_one(s, &front, &report, err);
	nx_markdown_close(document);
	nx_front_matter_release(&front);
	return st;
}

static nx_status read_split(nx_reading *reading, nx_str text, nx_error *err)
{
	splitter s = { .reading = reading };
	nx_status st = NX_OK;

	nx_article_init(&s.held);
	while (st == NX_OK && text.p) {
		size_t end = nx_front_matter_next(text, reading->options);
		nx_str section = nx_str_slice(text, 0, end);

		if (nx_str_trim(section).n)
			st = take_section(&s, section, err);
		text = end == (size_t)-1 ? NX_STR_NULL : nx_str_slice(text, end, text.n);
		for (size_t i = 0; i < section.n; i++)
			s.base += section.p[i] == '\n';
	}
	if (st == NX_OK && s.count)
		st = report_held(&s, err);
	else if (st == NX_OK)
		st = nx_reading_page(reading, &s.held, err);
	nx_article_release(&s.held);
	return st;
}

static nx_status read_whole(nx_reading *reading, nx_str text, nx_error *err)
{
	nx_front_matter front;
	nx_record_report report;
	nx_article article;
	nx_status st;

	nx_article_init(&article);
	st = nx_front_matter_read(&front, text, reading->options, err);
	if (st == NX_OK)
		st = nx_markdown_article(&article, &front, &report, err);
	if (st == NX_OK)
		st = warn_front(reading, 1, 0, &front, &report, err);
	if (st == NX_OK)
		st = nx_reading_page(reading, &article, err);
	nx_article_release(&article);
	nx_front_matter_release(&front);
	return st;
}

static nx_status read_markdown(nx_reading *reading, nx_error *err)
{
	bool split = reading->options && reading->options->split;
	nx_buf text = NX_BUF_INIT;
	nx_status st = nx_reading_text(reading, &text, err);

	if (st == NX_OK && text.n)
		st = (split ? read_split : read_whole)(reading, nx_buf_str(&text), err);
	nx_buf_release(&text);
	return st;
}

const nx_reader nx_markdown_reader = { NX_FORMAT_MARKDOWN, detect, read_markdown };
