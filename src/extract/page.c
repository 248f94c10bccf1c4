#include "newsidx/extract.h"

#include "extract/anatomy.h"
#include "extract/credit.h"
#include "extract/dateline.h"
#include "extract/listed.h"
#include "extract/date_infer.h"
#include "extract/learnt.h"
#include "extract/phrase.h"
#include "extract/published.h"
#include "extract/tags.h"

/* Fields that are there already have a better origin than the page's looks. */
static void fill(nx_article *article, nx_str *field, nx_str found)
{
	if (!field->p && found.n)
		*field = nx_arena_str(&article->arena, found);
}

static nx_status fill_body(nx_article *article, const nx_lines *lines, nx_error *err)
{
	nx_buf body = NX_BUF_INIT;
	nx_status status;
	uint32_t i;

	for (i = 0; i < lines->count; i++) {
		const nx_line *line = &lines->items[i];

		if (line->role != NX_ROLE_BODY && line->role != NX_ROLE_SUBHEAD)
			continue;
		if (body.n)
			nx_buf_addc(&body, '\n');
		nx_buf_add(&body, line->text);
	}
	status = nx_buf_status(&body, err);
	if (status == NX_OK && body.n)
		fill(article, &article->body, nx_buf_str(&body));
	nx_buf_release(&body);
	return status;
}

static void fill_head(nx_article *article, const nx_lines *lines, const nx_anatomy *anatomy)
{
	nx_str title = NX_STR_NULL, site;
	uint32_t i;

	if (anatomy->title != NX_LINE_NONE) {
		nx_headline_split(lines, &lines->items[anatomy->title], &title, &site);
		fill(article, &article->title, title);
	}
	fill(article, &article->alternative_title, nx_second_title_find(lines, anatomy));
	fill(article, &article->dateline, nx_dateline_opening(article->body));
	fill(article, &article->dateline, nx_dateline_head(lines, anatomy));
	fill(article, &article->source, nx_source_find(lines, anatomy));
	fill(article, &article->author, nx_author_find(lines, anatomy));
	fill(article, &article->section, nx_section_find(lines, anatomy));
	for (i = 0; i < anatomy->head_end; i++)
		if (lines->items[i].role == NX_ROLE_URL)
			fill(article, &article->url, lines->items[i].text);
	if (article->date.precision == NX_PRECISION_NONE)
		article->date_origin = nx_published_find(&article->date, lines, anatomy);
}

static nx_status find(nx_anatomy *anatomy, nx_lines *lines, const nx_article *article,
	nx_furniture *furniture, nx_error *err)
{
	nx_str source = article->source;

	nx_anatomy_find(anatomy, lines);
	if (!furniture)
		return NX_OK;
	if (!source.p)
		source = nx_source_find(lines, anatomy);
	return nx_learnt_apply(anatomy, lines, furniture, source, err);
}

nx_status nx_extract_page(nx_article *article, nx_str page, nx_furniture *furniture, nx_error *err)
{
	nx_lines lines = NX_LINES_INIT;
	nx_anatomy anatomy;
	nx_status status;

	status = nx_phrases_load(err);
	if (status != NX_OK)
		goto done;
	status = nx_lines_read(&lines, page, err);
	if (status != NX_OK)
		goto done;
	status = find(&anatomy, &lines, article, furniture, err);
	if (status != NX_OK)
		goto done;
	if (anatomy.title == NX_LINE_NONE && anatomy.body_start == anatomy.body_end)
		goto done;
	status = fill_body(article, &lines, err);
	if (status != NX_OK)
		goto done;
	fill_head(article, &lines, &anatomy);
	status = nx_captions_collect(article, &lines, err);
	if (status == NX_OK)
		status = nx_subheadings_collect(article, &lines, err);
	if (status == NX_OK && article->tag_count == 0)
		status = nx_tags_collect(article, &lines, err);
	if (status == NX_OK && article->arena.failed)
		status = nx_fail(err, NX_ERR_NOMEM, "out of memory for an article");
done:
	nx_lines_release(&lines);
	return status;
}

nx_status nx_extract_infer_date(nx_article *article, nx_error *err)
{
	nx_buf text = NX_BUF_INIT;
	nx_status st = nx_phrases_load(err);
	nx_date date;

	if (st != NX_OK || article->date.precision != NX_PRECISION_NONE)
		return st;
	nx_buf_add(&text, article->title);
	nx_buf_addc(&text, '\n');
	nx_buf_add(&text, article->body);
	st = nx_buf_status(&text, err);
	if (st == NX_OK && nx_date_infer(&date, nx_buf_str(&text))) {
		article->date = date;
		article->date_origin = NX_ORIGIN_INFERRED;
	}
	nx_buf_release(&text);
	return st;
}
