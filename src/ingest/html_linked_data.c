/* JSON-LD in the vocabulary of schema.org. */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "ingest/html_json.h"
#include "ingest/html_page.h"
#include "ingest/html_text.h"

#define SCRIPTS 32  /* that are read */
#define ARTICLES 32 /* that are compared */
#define DEPTH 6     /* of objects that are looked into */
#define AUTHORS 6
#define STEPS 10     /* of a path */
#define OBJECTS 2000 /* in all */
/* Headlines of one article are alike in that percentage of their words, and of two
 * articles in less than the second. */
#define ALIKE 60
#define UNLIKE 30

struct linked {
	nx_html_page *page;
	json_t *scripts[SCRIPTS];
	size_t script_count;
	const json_t *articles[ARTICLES];
	size_t article_count;
	const json_t *web_page, *site, *crumbs;
	size_t objects;
};

/* Empty when it is none. */
static nx_str string_of(const json_t *json)
{
	if (!json_is_string(json))
		return NX_STR("");
	return (nx_str){ json_string_value(json), json_string_length(json) };
}

static nx_str member(const json_t *object, const char *key)
{
	return string_of(json_object_get(object, key));
}

static bool is_type(nx_str type, const char *name)
{
	size_t at = nx_str_find(type, NX_STR("schema.org/"), 0);

	return nx_html_same(at == (size_t)-1 ? type : nx_str_slice(type, at + 11, type.n), name);
}

/* @type may be a list. */
static bool has_type(const json_t *object, const char *const *names)
{
	const json_t *type = json_object_get(object, "@type");
	size_t i, n = json_is_array(type) ? json_array_size(type) : 1;

	for (; *names; names++)
		for (i = 0; i < n; i++)
			if (is_type(string_of(json_is_array(type) ? json_array_get(type, i) : type),
				    *names))
				return true;
	return false;
}

static const char *const article_types[] = { "NewsArticle", "Article", "ReportageNewsArticle",
	"BlogPosting", "AnalysisNewsArticle", "OpinionNewsArticle", "BackgroundNewsArticle",
	"ReviewNewsArticle", "AskPublicNewsArticle", "LiveBlogPosting", "TechArticle",
	"AdvertiserContentArticle", "SatiricalArticle", "Report", "SocialMediaPosting",
	"DiscussionForumPosting", "VideoObject", NULL };
static const char *const page_types[] = { "WebPage", "ItemPage", NULL };
static const char *const site_types[] = { "WebSite", "NewsMediaOrganization", "Organization",
	NULL };
static const char *const crumb_types[] = { "BreadcrumbList", NULL };
static const char *const company_types[] = { "Organization", "NewsMediaOrganization", "Corporation",
	NULL };

static void keep(const json_t **slot, const json_t *object)
{
	if (!*slot)
		*slot = object;
}

/* Find the objects of the kinds that matter; their own members may hold more. */
static void visit(struct linked *l, const json_t *json, int depth)
{
	const json_t *value;
	const char *key;
	size_t i;

	if (depth > DEPTH || l->objects++ > OBJECTS)
		return;
	if (json_is_array(json))
		for (i = 0; i < json_array_size(json); i++)
			visit(l, json_array_get(json, i), depth + 1);
	if (!json_is_object(json))
		return;
	if (has_type(json, article_types)) {
		if (l->article_count < ARTICLES)
			l->articles[l->article_count++] = json;
	} else if (has_type(json, page_types)) {
		keep(&l->web_page, json);
	} else if (has_type(json, site_types)) {
		keep(&l->site, json);
	} else if (has_type(json, crumb_types)) {
		keep(&l->crumbs, json);
	}
	json_object_foreach((json_t *)(uintptr_t)json, key,
		value) if (json_is_object(value) || json_is_array(value))
		visit(l, value, depth + 1);
}

/* The object that {"@id": ...} stands for. */
static const json_t *find_id(const struct linked *l, const json_t *json, nx_str id, int depth)
{
	const json_t *found = NULL, *value;
	const char *key;
	size_t i;

	if (depth > 3)
		return NULL;
	for (i = 0; json_is_array(json) && !found && i < json_array_size(json); i++)
		found = find_id(l, json_array_get(json, i), id, depth + 1);
	if (!json_is_object(json) || found)
		return found;
	if (nx_str_eq(member(json, "@id"), id) && json_object_size(json) > 1)
		return json;
	json_object_foreach((json_t *)(uintptr_t)json, key,
		value) if (!found && (json_is_object(value) || json_is_array(value))) found =
		find_id(l, value, id, depth + 1);
	return found;
}

static const json_t *resolve(const struct linked *l, const json_t *object)
{
	nx_str id = member(object, "@id");
	const json_t *found = NULL;
	size_t i;

	if (!id.n || json_object_get(object, "name"))
		return object;
	for (i = 0; !found && i < l->script_count; i++)
		found = find_id(l, l->scripts[i], id, 0);
	return found ? found : object;
}

/* Without scheme, "www.", fragment and last slash. */
static nx_str url_key(nx_str url)
{
	size_t at = nx_str_find(url, NX_STR("://"), 0);

	if (at != (size_t)-1)
		url = nx_str_slice(url, at + 3, url.n);
	if (nx_str_starts(url, NX_STR("www.")))
		url = nx_str_slice(url, 4, url.n);
	url = nx_str_slice(url, 0, nx_str_find(url, NX_STR("#"), 0));
	if (nx_str_ends(url, NX_STR("/")))
		url.n--;
	return url;
}

static bool is_page_url(const nx_html_page *page, nx_str url)
{
	size_t i;

	url = url_key(url);
	for (i = 0; url.n && i < page->fact_count; i++)
		if (page->facts[i].field == NX_HTML_URL &&
			nx_str_eq(url_key(page->facts[i].value), url))
			return true;
	return false;
}

static bool names_page(const nx_html_page *page, const json_t *object)
{
	const json_t *entity = json_object_get(object, "mainEntityOfPage");

	return is_page_url(page, member(object, "url")) || is_page_url(page, string_of(entity)) ||
	       is_page_url(page, member(entity, "@id")) || is_page_url(page, member(object, "@id"));
}

/* Of the headline with what else the page has for a title; -1 when it has nothing. */
static int title_likeness(const nx_html_page *page, nx_str headline)
{
	int best = page->head_title.n ? nx_html_likeness(headline, page->head_title) : -1;
	uint32_t i;

	for (size_t f = 0; f < page->fact_count; f++) {
		int now;

		if (page->facts[f].field != NX_HTML_TITLE || page->facts[f].rank < NX_RANK_META)
			continue;
		now = nx_html_likeness(headline, page->facts[f].value);
		best = now > best ? now : best;
	}
	for (i = 0; i < page->lines.count && best < ALIKE; i++) {
		uint32_t block = page->lines.items[i].block;
		int now;

		if (block == NX_HTML_ROOT || page->tree.nodes[block].tag != NX_TAG_H1)
			continue;
		now = nx_html_likeness(headline, nx_html_line_text(&page->lines, i));
		best = now > best ? now : best;
	}
	return best;
}

/* The article that this page is about, not one that it leads to. */
static const json_t *choose(const struct linked *l)
{
	const json_t *best = NULL;
	int most = 0;

	for (size_t i = 0; i < l->article_count; i++) {
		const json_t *article = l->articles[i];
		nx_str headline = member(article, "headline");
		int points = 1, alike;
		nx_buf plain = NX_BUF_INIT;

		headline = headline.n ? headline : member(article, "name");
		if (nx_html_is_in(headline) && nx_html_text(&plain, headline, NULL) == NX_OK)
			headline = nx_buf_str(&plain);
		alike = headline.n ? title_likeness(l->page, headline) : -1;
		nx_buf_release(&plain);
		points += alike >= ALIKE ? 4 : alike >= 0 && alike < UNLIKE ? -2 : 0;
		points += names_page(l->page, article) ? 2 : 0;
		points += json_object_get(article, "datePublished") ? 1 : 0;
		points -= is_type(member(article, "@type"), "VideoObject") ? 2 : 0;
		if (points > most) {
			most = points;
			best = article;
		}
	}
	return best;
}

static void add(struct linked *l, nx_html_field field, int rank, nx_str value)
{
	nx_html_fact_add(l->page, field, rank, NX_HTML_ROOT, value);
}

/* A person, an organization, a name, or a list of these. */
static void add_agents(struct linked *l, nx_html_field field, int rank, const json_t *json)
{
	size_t i;

	for (i = 0; json_is_array(json) && i < json_array_size(json) && i < AUTHORS; i++)
		if (!json_is_array(json_array_get(json, i)))
			add_agents(l, field, rank, json_array_get(json, i));
	if (json_is_object(json)) {
		const json_t *agent = resolve(l, json);
		nx_str name = member(agent, "name");
		bool company = field == NX_HTML_AUTHOR && has_type(agent, company_types);

		add(l, company ? NX_HTML_SOURCE : field, company ? NX_RANK_AUTHOR_SITE : rank,
			name);
	} else {
		add(l, field, rank, string_of(json));
	}
}

static void add_strings(struct linked *l, nx_html_field field, const json_t *json)
{
	size_t i;

	add(l, field, NX_RANK_LINKED_DATA, string_of(json));
	for (i = 0; json_is_array(json) && i < json_array_size(json); i++)
		add(l, field, NX_RANK_LINKED_DATA, string_of(json_array_get(json, i)));
}

static void add_article(struct linked *l, const json_t *article)
{
	nx_str headline = member(article, "headline"), body = member(article, "articleBody");
	nx_buf plain = NX_BUF_INIT;
	int rank = NX_RANK_LINKED_DATA;

	add(l, NX_HTML_TITLE, rank, headline.n ? headline : member(article, "name"));
	add(l, NX_HTML_ALTERNATIVE_TITLE, rank, member(article, "alternativeHeadline"));
	add(l, NX_HTML_DATE, rank, member(article, "datePublished"));
	add(l, NX_HTML_DATE, rank + 1, member(article, "uploadDate"));
	add(l, NX_HTML_DATE, rank + 1, member(article, "dateCreated"));
	add(l, NX_HTML_MODIFIED, rank, member(article, "dateModified"));
	add_agents(l, NX_HTML_AUTHOR, rank, json_object_get(article, "author"));
	add_agents(l, NX_HTML_AUTHOR, rank + 1, json_object_get(article, "creator"));
	add_agents(l, NX_HTML_SOURCE, NX_RANK_PUBLISHER, json_object_get(article, "publisher"));
	add_strings(l, NX_HTML_SECTION, json_object_get(article, "articleSection"));
	add_strings(l, NX_HTML_TAG_LIST, json_object_get(article, "keywords"));
	if (names_page(l->page, article) || l->article_count == 1)
		add(l, NX_HTML_URL, NX_RANK_CANONICAL + 5, member(article, "url"));
	if (body.n && nx_html_is_in(body) && nx_html_text(&plain, body, NULL) == NX_OK)
		body = nx_buf_str(&plain);
	l->page->article_body = nx_arena_str(&l->page->arena, body);
	nx_buf_release(&plain);
}

/* The last step of the path to the page that is not the page itself. */
static void add_crumbs(struct linked *l, const json_t *crumbs)
{
	const json_t *list = json_object_get(crumbs, "itemListElement");
	nx_str section = NX_STR("");
	size_t i;

	for (i = 1; i < json_array_size(list) && i < STEPS; i++) {
		const json_t *step = json_array_get(list, i);
		nx_str name = member(step, "name");

		name = name.n ? name : member(json_object_get(step, "item"), "name");
		if (name.n && title_likeness(l->page, name) < 100)
			section = name;
	}
	add(l, NX_HTML_SECTION, NX_RANK_TITLE_SITE, section);
}

static void read_scripts(struct linked *l)
{
	const nx_html_tree *tree = &l->page->tree;
	uint32_t i;

	for (i = 0; i + 1 < tree->count && l->script_count < SCRIPTS; i++) {
		nx_str type;
		json_t *json;

		if (tree->nodes[i].tag != NX_TAG_SCRIPT || tree->nodes[i].end < i + 2)
			continue;
		type = nx_html_node_attribute(tree, i, "type");
		if (!type.p || nx_str_find(type, NX_STR("ld+json"), 0) == (size_t)-1)
			continue;
		json = nx_html_json(nx_html_node_content(tree, i + 1));
		if (json)
			l->scripts[l->script_count++] = json;
	}
}

void nx_html_linked_data_collect(nx_html_page *page)
{
	struct linked l = { .page = page };
	const json_t *article;
	size_t i;

	read_scripts(&l);
	for (i = 0; i < l.script_count; i++)
		visit(&l, l.scripts[i], 0);
	article = choose(&l);
	if (article)
		add_article(&l, article);
	if (l.web_page && (l.article_count == 0 || article))
		add(&l, NX_HTML_DATE, NX_RANK_LINKED_PAGE, member(l.web_page, "datePublished"));
	if (l.site)
		add(&l, NX_HTML_SOURCE, NX_RANK_SITE, member(l.site, "name"));
	if (l.crumbs)
		add_crumbs(&l, l.crumbs);
	for (i = 0; i < l.script_count; i++)
		json_decref(l.scripts[i]);
}
