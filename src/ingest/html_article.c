/* A page of HTML and its article. */
#include "ingest/html_page.h"
#include "newsidx/extract.h"
#include "newsidx/utf8.h"

/* A line of a head that is no text of the article is not longer. */
#define HEAD_LINE_CPS 60

static bool same_day(const nx_date *a, const nx_date *b)
{
	return a->year == b->year && a->month == b->month && a->day == b->day;
}

/* A date that only a template may have made counts where the page shows none, or the
 * same day less exactly. */
static void settle_date(nx_article *article, const nx_date *weak)
{
	if (weak->precision == NX_PRECISION_NONE)
		return;
	if (article->date.precision == NX_PRECISION_NONE ||
		(same_day(&article->date, weak) && weak->precision > article->date.precision)) {
		article->date = *weak;
		article->date_origin = NX_ORIGIN_METADATA;
	}
}

/* A page that only lists others has no body; what it says below its title is its text
 * all the same. */
static void settle_body(nx_article *article, nx_str text)
{
	size_t at = article->title.n ? nx_str_find(text, article->title, 0) : (size_t)-1;

	if (article->body.n)
		return;
	if (at != (size_t)-1)
		text = nx_str_slice(text, at + article->title.n, text.n);
	text = nx_str_trim(text);
	if (text.n && nx_html_fold_hash(text))
		article->body = nx_arena_str(&article->arena, text);
}

static bool ends_sentence(nx_str s)
{
	static const char *const ends[] = { ".", "!", "?", "؟", ":", "…", "\"", "»" };

	for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
		if (nx_str_ends(s, nx_str_from(ends[i])))
			return true;
	return false;
}

/* What the head of the page leaves over running text: the headline itself, a role, a
 * counter. Text of short lines only, verse or a list, stays. */
static void drop_head_lines(nx_article *article)
{
	nx_str rest = article->body, after = rest, line;

	while (rest.p && nx_str_split(&after, '\n', &line)) {
		if (!nx_str_eq(line, article->title) &&
			(nx_utf8_length(line) > HEAD_LINE_CPS || ends_sentence(line)))
			break;
		rest = after;
	}
	if (rest.n && nx_utf8_length(line) > HEAD_LINE_CPS)
		article->body = rest;
}

static nx_status extract(
	nx_html_page *page, nx_article *article, nx_furniture *furniture, nx_error *err)
{
	nx_buf text = NX_BUF_INIT;
	nx_date weak;
	nx_status st;

	nx_html_facts_sort(page);
	nx_html_title_choose(page, article);
	nx_html_second_title_choose(page, article);
	st = nx_html_main_find(page, article->title, err);
	if (st != NX_OK)
		goto done;
	nx_html_facts_sort(page);
	nx_html_fields_choose(page, article, &weak);
	nx_html_listed_choose(page, article);
	nx_html_main_text(page, article, &text);
	st = nx_buf_status(&text, err);
	if (st == NX_OK)
		st = nx_extract_page(article, nx_buf_str(&text), furniture, err);
	if (st != NX_OK)
		goto done;
	drop_head_lines(article);
	settle_body(article, nx_buf_str(&text));
	settle_date(article, &weak);
	if (!article->author.p)
		nx_html_author_choose(page, article, true);
	st = nx_html_tags_choose(page, article, err);
done:
	nx_buf_release(&text);
	return st;
}

nx_status nx_html_article(
	nx_article *article, nx_str html, nx_furniture *furniture, size_t *cut, nx_error *err)
{
	nx_html_page page;
	nx_status st;

	st = nx_html_page_read(&page, html, err);
	if (st == NX_OK) {
		nx_html_furniture_mark(&page);
		nx_html_facts_collect(&page);
		nx_html_linked_data_collect(&page);
		st = extract(&page, article, furniture, err);
	}
	if (st == NX_OK && (page.arena.failed || article->arena.failed))
		st = nx_fail(err, NX_ERR_NOMEM, "out of memory for an article");
	*cut = page.tree.cut;
	nx_html_page_release(&page);
	return st;
}
