/* Date, source, author, section, tags and URL from what the page says of itself. */
#include <string.h>

#include "ingest/html_page.h"
#include "newsidx/fold.h"
#include "newsidx/utf8.h"

/* Newspapers put their archives on the web, of a hundred years and more. */
#define FIRST_YEAR 1800
#define NAME_CPS 80
#define SOURCE_CPS 60
#define SECTION_CPS 60
#define AUTHORS 4
#define TAG_CPS 60
#define TAGS 60
/* Keywords of which less than that share, in percent, is in the article are the
 * site's. */
#define KEYWORD_SHARE 34

static bool is_url(nx_str s)
{
	return nx_str_find(s, NX_STR("://"), 0) != (size_t)-1 || nx_str_starts(s, NX_STR("www.")) ||
	       nx_str_starts(s, NX_STR("//"));
}

/* A word of letters with a dot in it: a host. */
static bool is_host(nx_str s)
{
	size_t dot = nx_str_find(s, NX_STR("."), 0);

	return dot != (size_t)-1 && dot > 0 && dot + 2 < s.n &&
	       nx_str_find(s, NX_STR(" "), 0) == (size_t)-1;
}

static bool has_letter(nx_str s)
{
	for (size_t i = 0; i < s.n; i++)
		if ((unsigned char)s.p[i] >= 0x80 || (s.p[i] | 0x20) >= 'a')
			return true;
	return false;
}

static bool is_same(nx_str a, nx_str b)
{
	uint64_t hash = nx_html_fold_hash(a);

	return hash && hash == nx_html_fold_hash(b);
}

/* "site - motto": the part before the first dash or bar. */
static nx_str before_motto(nx_str s)
{
	static const char *const marks[] = { " | ", " - ", " – ", " — ", "|", " :: ", ": " };

	for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
		size_t at = nx_str_find(s, nx_str_from(marks[i]), 0);

		if (at != (size_t)-1 && at > 0)
			return nx_str_trim(nx_str_slice(s, 0, at));
	}
	return s;
}

static nx_str source_of(const nx_html_page *page)
{
	nx_str host = NX_STR_NULL;
	const nx_html_fact *fact;
	size_t i = 0;

	while ((fact = nx_html_fact_next(page, NX_HTML_SOURCE, &i))) {
		nx_str name = before_motto(fact->value);

		if (is_url(name) || name.p[0] == '@' || !has_letter(name) ||
			nx_utf8_length(name) > SOURCE_CPS || nx_html_is_nobody(name))
			continue;
		if (!is_host(name))
			return name;
		host = host.p ? host : name;
	}
	return host;
}

/* The same but for spaces: "France24" and "France 24". */
static bool is_squeezed_same(nx_str a, nx_str b)
{
	nx_buf fold[2] = { NX_BUF_INIT, NX_BUF_INIT };
	bool same;

	nx_fold(&fold[0], a);
	nx_fold(&fold[1], b);
	for (size_t k = 0; k < 2; k++) {
		size_t n = 0;

		for (size_t i = 0; i < fold[k].n; i++)
			if (fold[k].p[i] != ' ')
				fold[k].p[n++] = fold[k].p[i];
		fold[k].n = n;
	}
	same = fold[0].n && nx_str_eq(nx_buf_str(&fold[0]), nx_buf_str(&fold[1]));
	nx_buf_release(&fold[0]);
	nx_buf_release(&fold[1]);
	return same;
}

/* Is that name the site's, by any of the names that it gives itself? */
static bool is_site(const nx_html_page *page, nx_str name)
{
	const nx_html_fact *fact;
	size_t i = 0;

	while ((fact = nx_html_fact_next(page, NX_HTML_SOURCE, &i)))
		if (is_squeezed_same(fact->value, name) ||
			is_squeezed_same(before_motto(fact->value), name))
			return true;
	return false;
}

/* The name in a byline: without its label, its date and what the date is parted by. */
static nx_str bare_name(nx_str name)
{
	nx_date_span span;
	size_t n = 0;

	name = nx_html_without_by(name);
	if (nx_date_find(name, 0, &span))
		name = span.start ? nx_str_slice(name, 0, span.start)
				  : nx_str_slice(name, span.end, name.n);
	while (name.n != n) {
		n = name.n;
		name = nx_str_trim(name);
		if (name.n && strchr("|-,:/", name.p[name.n - 1]))
			name.n--;
		if (name.n && strchr("|-,:/", name.p[0]))
			name = nx_str_slice(name, 1, name.n);
	}
	return name;
}

/* The letters of a name in Latin script that a host has too: "akhbarelyom". */
static bool is_in_host(const nx_html_page *page, nx_str name)
{
	const nx_html_fact *fact;
	size_t i = 0;

	if (nx_str_find(name, NX_STR(" "), 0) != (size_t)-1)
		return false;
	while ((fact = nx_html_fact_next(page, NX_HTML_URL, &i)))
		if (nx_str_find(fact->value, name, 0) < nx_str_find(fact->value, NX_STR("/"), 8))
			return true;
	return false;
}

static bool is_author(const nx_html_page *page, nx_str name)
{
	return name.n && !is_url(name) && has_letter(name) &&
	       nx_str_find(name, NX_STR("@"), 0) == (size_t)-1 && !is_host(name) &&
	       nx_utf8_length(name) <= NAME_CPS && !nx_html_is_nobody(name) &&
	       !is_site(page, name) && !is_in_host(page, name);
}

/* All authors of the best rank that names one, "first، second". */
void nx_html_author_choose(const nx_html_page *page, nx_article *article, bool weak)
{
	static const char comma[] = "\xD8\x8C "; /* ARABIC COMMA */
	nx_str names[AUTHORS];
	nx_buf joined = NX_BUF_INIT;
	const nx_html_fact *fact;
	size_t i = 0, n = 0, k;
	int rank = 0;

	while (n < AUTHORS && (fact = nx_html_fact_next(page, NX_HTML_AUTHOR, &i))) {
		nx_str name = bare_name(fact->value);

		if ((n && (fact->rank != rank || rank >= NX_RANK_BYLINE)) ||
			weak != (fact->rank >= NX_RANK_WEAK) || !is_author(page, name))
			continue;
		for (k = 0; k < n && !is_same(names[k], name); k++)
			;
		if (k < n)
			continue;
		rank = fact->rank;
		names[n++] = name;
	}
	for (k = 0; k < n; k++) {
		nx_buf_adds(&joined, k ? comma : "");
		nx_buf_add(&joined, names[k]);
	}
	if (n)
		article->author = nx_arena_str(&article->arena, nx_buf_str(&joined));
	article->arena.failed |= joined.failed;
	nx_buf_release(&joined);
}

/* Where counting begins: what templates write that have no date. */
static bool is_epoch(nx_date date)
{
	return (date.year == 1900 || date.year == 1970) && date.month == 1 && date.day == 1;
}

/* The first date that is one; *rank tells how far to trust it. */
static nx_date date_of(const nx_html_page *page, nx_html_field field, int *rank)
{
	const nx_html_fact *fact;
	nx_date date;
	size_t i = 0;

	while ((fact = nx_html_fact_next(page, field, &i))) {
		if (!nx_date_parse(&date, fact->value) || date.year < FIRST_YEAR || is_epoch(date))
			continue;
		*rank = fact->rank;
		return date;
	}
	*rank = 0;
	return NX_DATE_NONE;
}

static void choose_date(const nx_html_page *page, nx_article *article, nx_date *weak)
{
	int rank;
	nx_date date = date_of(page, NX_HTML_DATE, &rank);

	*weak = NX_DATE_NONE;
	if (date.precision != NX_PRECISION_NONE && rank < NX_RANK_WEAK) {
		article->date = date;
		article->date_origin = NX_ORIGIN_METADATA;
	} else if (date.precision != NX_PRECISION_NONE) {
		*weak = date;
	} else {
		*weak = date_of(page, NX_HTML_MODIFIED, &rank);
	}
}

static nx_str section_of(const nx_html_page *page)
{
	const nx_html_fact *fact;
	size_t i = 0;

	while ((fact = nx_html_fact_next(page, NX_HTML_SECTION, &i)))
		if (!is_url(fact->value) && has_letter(fact->value) &&
			nx_utf8_length(fact->value) <= SECTION_CPS && !is_site(page, fact->value))
			return fact->value;
	return NX_STR_NULL;
}

/* Does the URL lead to more than a front page? */
static bool has_path(nx_str url)
{
	size_t slash = nx_str_find(url, NX_STR("/"), nx_str_find(url, NX_STR("://"), 0) + 3);

	return slash != (size_t)-1 && slash + 1 < url.n;
}

static nx_str url_of(const nx_html_page *page)
{
	const nx_html_fact *fact;
	size_t i = 0;

	while ((fact = nx_html_fact_next(page, NX_HTML_URL, &i)))
		if (nx_str_starts(fact->value, NX_STR("http")) && is_url(fact->value) &&
			has_path(fact->value) &&
			nx_str_find(fact->value, NX_STR(" "), 0) == (size_t)-1)
			return fact->value;
	return NX_STR_NULL;
}

static nx_str copy(nx_article *article, nx_str value)
{
	return nx_arena_str(&article->arena, value);
}

void nx_html_fields_choose(const nx_html_page *page, nx_article *article, nx_date *weak)
{
	article->source = copy(article, source_of(page));
	nx_html_author_choose(page, article, false);
	choose_date(page, article, weak);
	article->section = copy(article, section_of(page));
	article->url = copy(article, url_of(page));
}

static bool parts_tags(unsigned cp)
{
	return cp == ',' || cp == ';' || cp == 0x060C /* ARABIC COMMA */ ||
	       cp == 0x061B /* ARABIC SEMICOLON */ || cp == '|';
}

static bool next_tag(nx_str *rest, nx_str *tag)
{
	size_t pos = 0, start;

	if (!rest->n)
		return false;
	do {
		start = pos;
	} while (!parts_tags(nx_utf8_next(*rest, &pos)) && (start = pos) < rest->n);
	*tag = nx_str_trim(nx_str_slice(*rest, 0, start));
	*rest = nx_str_slice(*rest, pos, rest->n);
	return true;
}

static bool holds(nx_str text, nx_str tag)
{
	return text.n && nx_str_find(text, tag, 0) != (size_t)-1;
}

/* The tags of one value that are in the article's words, in percent. */
static unsigned share_in(const nx_article *article, nx_str value)
{
	unsigned all = 0, in = 0;
	nx_str tag;

	while (next_tag(&value, &tag)) {
		if (!tag.n)
			continue;
		all++;
		in += holds(article->body, tag) || holds(article->title, tag);
	}
	return all ? in * 100 / all : 0;
}

nx_status nx_html_tags_choose(const nx_html_page *page, nx_article *article, nx_error *err)
{
	const nx_html_fact *fact;
	int rank = 0;
	size_t i = 0;
	nx_str tag;

	while ((fact = nx_html_fact_next(page, NX_HTML_TAG_LIST, &i))) {
		nx_str rest = fact->value;

		if (rank && fact->rank != rank)
			break;
		if (fact->rank > NX_RANK_TITLE_SITE && share_in(article, rest) < KEYWORD_SHARE)
			continue;
		while (next_tag(&rest, &tag) && article->tag_count < TAGS) {
			if (!tag.n || nx_utf8_length(tag) > TAG_CPS || is_url(tag) ||
				is_site(page, tag))
				continue;
			if (tag.p[0] == '#')
				tag = nx_str_slice(tag, 1, tag.n);
			if (!nx_article_add_tag(article, tag))
				return nx_fail(err, NX_ERR_NOMEM, "out of memory for tags");
			rank = fact->rank;
		}
	}
	return NX_OK;
}
