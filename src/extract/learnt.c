#include "extract/learnt.h"

#include <stdlib.h>

#include "extract/phrase.h"
#include "newsidx/fold.h"

/* An article with that share of its body, in percent, in other articles is another
 * edition of one of them, and teaches nothing. */
#define EDITION_SHARE 50

/* Dates, names and sections are often the same, and not furniture for it. */
static bool may_be_learnt(const nx_line *line)
{
	if (line->cps < NX_FURNITURE_CPS || line->flags & (NX_LINE_DATED | NX_LINE_DATE_ONLY))
		return false;
	switch ((nx_role)line->role) {
	case NX_ROLE_DATE:
	case NX_ROLE_BYLINE:
	case NX_ROLE_SOURCE:
	case NX_ROLE_SECTION:
	case NX_ROLE_TAG:
	case NX_ROLE_URL:
		return false;
	default:
		return true;
	}
}

static bool is_of_article(const nx_line *line)
{
	return line->role == NX_ROLE_TITLE || line->role == NX_ROLE_HEADLINE ||
	       line->role == NX_ROLE_BODY || line->role == NX_ROLE_SUBHEAD;
}

/* The keys of the lines, 0 for those that are not looked at. */
static uint64_t *make_keys(const nx_lines *lines, nx_str source, nx_error *err)
{
	uint64_t *keys = calloc(lines->count + 1, sizeof *keys);
	nx_buf fold = NX_BUF_INIT;
	bool failed;
	uint32_t i;

	nx_fold(&fold, source);
	for (i = 0; keys && i < lines->count; i++) {
		const nx_line *line = &lines->items[i];

		if (line->first == i && may_be_learnt(line))
			keys[i] = nx_furniture_key(nx_buf_str(&fold),
				line->fold_n ? nx_line_fold(lines, line) : line->text);
	}
	failed = fold.failed;
	nx_buf_release(&fold);
	if (keys && !failed)
		return keys;
	free(keys);
	nx_fail(err, NX_ERR_NOMEM, "out of memory for the lines of a page");
	return NULL;
}

/* Flag the lines that are known; true when one of them was taken for the article's. */
static bool flag(nx_lines *lines, const nx_furniture *furniture, const uint64_t *keys)
{
	bool of_article = false;
	uint32_t i;

	for (i = 0; i < lines->count; i++) {
		nx_line *line = &lines->items[i];

		if (keys[line->first] == 0 ||
			nx_furniture_articles(furniture, keys[line->first]) < NX_FURNITURE_ARTICLES)
			continue;
		line->flags |= NX_LINE_LEARNT;
		of_article |= is_of_article(line);
	}
	return of_article;
}

static void decide_again(nx_anatomy *anatomy, nx_lines *lines)
{
	uint32_t title = anatomy->title, i;

	for (i = 0; i < lines->count; i++)
		lines->items[i].role = NX_ROLE_UNKNOWN;
	nx_anatomy_find(anatomy, lines);
	if (anatomy->title != NX_LINE_NONE || title == NX_LINE_NONE ||
		!(lines->items[title].flags & NX_LINE_LEARNT))
		return;
	/* A column or a bulletin, by the same name every day. */
	lines->items[title].flags &= ~(uint32_t)NX_LINE_LEARNT;
	for (i = 0; i < lines->count; i++)
		lines->items[i].role = NX_ROLE_UNKNOWN;
	nx_anatomy_find(anatomy, lines);
}

static bool is_edition(const nx_lines *lines, const nx_furniture *furniture, const uint64_t *keys)
{
	uint64_t known = 0, all = 0;
	uint32_t i;

	for (i = 0; i < lines->count; i++) {
		const nx_line *line = &lines->items[i];

		if (line->role != NX_ROLE_BODY && line->role != NX_ROLE_SUBHEAD)
			continue;
		all += line->cps;
		if (keys[i] && nx_furniture_articles(furniture, keys[i]) > 0)
			known += line->cps;
	}
	return all > 0 && known * 100 >= all * EDITION_SHARE;
}

static nx_status count(
	const nx_lines *lines, nx_furniture *furniture, uint64_t *keys, nx_error *err)
{
	size_t n = 0;
	uint32_t i;

	if (is_edition(lines, furniture, keys))
		return NX_OK;
	for (i = 0; i < lines->count; i++)
		if (keys[i])
			keys[n++] = keys[i];
	return nx_furniture_add(furniture, keys, n, err);
}

nx_status nx_learnt_apply(
	nx_anatomy *anatomy, nx_lines *lines, nx_furniture *furniture, nx_str source, nx_error *err)
{
	uint64_t *keys = make_keys(lines, source, err);
	nx_status st;

	if (!keys)
		return NX_ERR_NOMEM;
	if (flag(lines, furniture, keys))
		decide_again(anatomy, lines);
	st = count(lines, furniture, keys, err);
	free(keys);
	return st;
}
