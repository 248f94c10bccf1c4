/* The lines of the article, for the extractor that tells the rest of its furniture
 * apart. */
#include "ingest/html_page.h"
#include "newsidx/date.h"

/* No line of a head is longer. */
#define HEAD_CPS 800
/* Short lines: over links, below pictures, and with a byline or a date in a head. */
#define LABEL_CPS 40
#define LEGEND_CPS 100
#define CREDIT_CPS 60
/* A longer line is running text, link or not. */
#define LINK_CPS 150
/* A date over the headline stands within so many lines and code points. */
#define DATE_REACH 15
#define DATE_CPS 60
/* An element without running text is a box of links when its links have that share of
 * its letters, in percent; so far out it is looked for. */
#define LINK_SHARE 40
#define BOX_REACH 6
/* Articles within the article are teasers, unless that share of its running text is
 * theirs, in percent. */
#define TEASER_SHARE 50
/* Linked data's body is taken when the page shows less than that of it, in percent. */
#define SHOWN_SHARE 50

/* Names and dates are links on many pages. */
static bool is_credit(const nx_html_page *page, uint32_t line)
{
	return nx_html_line_marks(page, line) & (NX_NODE_BYLINE | NX_NODE_DATE);
}

static bool is_left_link(const nx_html_page *page, uint32_t i)
{
	const nx_html_line *line = &page->lines.items[i];

	return nx_html_line_is_link(line) && !is_credit(page, i) &&
	       (i < page->main.body || line->cps <= LINK_CPS);
}

static nx_html_tag block_tag(const nx_html_page *page, uint32_t line)
{
	uint32_t block = page->lines.items[line].block;

	return block == NX_HTML_ROOT ? NX_TAG_NONE : (nx_html_tag)page->tree.nodes[block].tag;
}

static bool is_heading(const nx_html_page *page, uint32_t line)
{
	return nx_html_tag_flags(block_tag(page, line)) & NX_HTML_HEADING;
}

/* Links, in percent of the letters of the element's lines; 0 for one that is long. */
static uint32_t link_share(const nx_html_page *page, uint32_t node)
{
	uint32_t i = nx_html_line_at(&page->lines, node),
		 end = nx_html_line_at(&page->lines, page->tree.nodes[node].end);
	uint64_t cps = 0, links = 0;

	if (end - i > LINK_CPS)
		return 0;
	for (; i < end; i++) {
		cps += page->lines.items[i].cps;
		links += page->lines.items[i].link_cps;
	}
	return cps ? (uint32_t)(links * 100 / cps) : 0;
}

/* "Suggested stories", a list of links, "end of the suggested stories". */
static bool is_in_link_box(const nx_html_page *page, uint32_t line)
{
	uint32_t node = page->lines.items[line].block;

	for (int step = 0; step < BOX_REACH && node != NX_HTML_ROOT && node != page->main.container;
		step++, node = page->tree.nodes[node].parent) {
		if (nx_html_node_prose(page, node) > 0)
			return false;
		if (link_share(page, node) >= LINK_SHARE)
			return true;
	}
	return false;
}

/* A short line beside a picture in an element of its own. */
static bool is_legend(const nx_html_page *page, uint32_t line)
{
	uint32_t node = page->lines.items[line].block, i;

	if (node == NX_HTML_ROOT || node == page->main.container || is_heading(page, line) ||
		page->lines.items[line].cps > LEGEND_CPS || nx_html_node_prose(page, node) > 0)
		return false;
	for (i = node + 1; i < page->tree.nodes[node].end; i++)
		if (page->tree.nodes[i].tag == NX_TAG_IMG)
			return true;
	return false;
}

/* Before the running text only what may still be needed: a date or a byline that no
 * metadata gave. */
static bool keeps_head_line(const nx_html_page *page, uint32_t i, const nx_article *article)
{
	nx_str text = nx_html_line_text(&page->lines, i);
	bool dated = article->date.precision != NX_PRECISION_NONE;
	nx_date date;

	if (nx_html_line_prose(page, i) > 0)
		return page->lines.items[i].cps <= HEAD_CPS || i >= page->main.body;
	if (page->lines.items[i].cps > CREDIT_CPS)
		return true;
	if (dated && (article->author.n || nx_date_parse(&date, text)))
		return false;
	return !article->author.n || nx_str_find(text, article->author, 0) == (size_t)-1;
}

/* What decides which lines stay. */
struct choice {
	const nx_html_page *page;
	const nx_article *article;
	uint32_t prose; /* the first line of running text */
	bool teasers;   /* articles within the article are left out */
};

static bool is_in_teaser(const nx_html_page *page, uint32_t line)
{
	uint32_t node = page->lines.items[line].block;

	while (node != NX_HTML_ROOT && node != page->main.container) {
		if (page->tree.nodes[node].tag == NX_TAG_ARTICLE)
			return true;
		node = page->tree.nodes[node].parent;
	}
	/* Outside of the container nothing is within it. */
	return false;
}

static bool keeps(const struct choice *c, uint32_t i)
{
	const nx_html_page *page = c->page;

	if (nx_html_line_is_off(page, i) || i == page->main.title || is_left_link(page, i))
		return false;
	if (nx_html_line_marks(page, i) & NX_NODE_CAPTION && !is_credit(page, i))
		return false;
	if (i <= c->prose)
		return keeps_head_line(page, i, c->article);
	if (c->teasers && is_in_teaser(page, i))
		return false;
	return nx_html_line_prose(page, i) > 0 || is_credit(page, i) ||
	       !(is_in_link_box(page, i) || is_legend(page, i));
}

/* A short line without an end, right over a link that was left out: "read also". A
 * heading stands over two. */
static bool is_label(const nx_html_page *page, uint32_t i)
{
	const nx_html_line *line = &page->lines.items[i];
	uint32_t links = is_heading(page, i) ? 2 : 1, k;

	if (i < page->main.body || line->cps > LABEL_CPS || nx_html_line_prose(page, i) > 0 ||
		is_credit(page, i) || i + links >= page->main.end ||
		nx_str_ends(nx_html_line_text(&page->lines, i), NX_STR(".")))
		return false;
	for (k = 1; k <= links; k++)
		if (nx_html_line_is_off(page, i + k) || !is_left_link(page, i + k))
			return false;
	return true;
}

static void add_line(const nx_html_page *page, uint32_t i, nx_buf *out)
{
	nx_buf_add(out, nx_html_line_text(&page->lines, i));
	nx_buf_addc(out, '\n');
}

/* Old pages have their date in the line above the headline, or a few above it. */
static void add_date_above(const nx_html_page *page, nx_buf *out)
{
	uint32_t i = page->main.title, end = i > DATE_REACH ? i - DATE_REACH : 0;
	nx_date date;

	if (i == UINT32_MAX)
		return;
	while (i-- > end) {
		nx_str text = nx_html_line_text(&page->lines, i);

		if (page->lines.items[i].cps > DATE_CPS || nx_html_line_is_off(page, i) ||
			!nx_date_parse(&date, text) || date.precision < NX_PRECISION_DAY)
			continue;
		add_line(page, i, out);
		return;
	}
}

static struct choice choose(const nx_html_page *page, const nx_article *article)
{
	struct choice c = { .page = page, .article = article, .prose = page->main.start };
	uint64_t all = 0, in_teasers = 0;
	uint32_t i;

	while (c.prose < page->main.end &&
		(nx_html_line_prose(page, c.prose) == 0 || nx_html_line_is_off(page, c.prose)))
		c.prose++;
	for (i = page->main.start; i < page->main.end; i++) {
		if (nx_html_line_is_off(page, i) || nx_html_line_prose(page, i) == 0)
			continue;
		all += nx_html_line_prose(page, i);
		in_teasers += is_in_teaser(page, i) ? nx_html_line_prose(page, i) : 0;
	}
	c.teasers = in_teasers * 100 < all * TEASER_SHARE;
	return c;
}

void nx_html_main_text(const nx_html_page *page, const nx_article *article, nx_buf *out)
{
	struct choice c = choose(page, article);
	size_t head;
	uint32_t i;

	if (article->date.precision == NX_PRECISION_NONE)
		add_date_above(page, out);
	if (article->title.n) {
		nx_buf_add(out, article->title);
		nx_buf_addc(out, '\n');
	}
	head = out->n;
	for (i = page->main.start; i < page->main.end; i++)
		if (keeps(&c, i) && !is_label(page, i))
			add_line(page, i, out);
	/* A page that a script fills shows nothing here. */
	if ((out->n - head) * 100 < page->article_body.n * SHOWN_SHARE) {
		out->n = head;
		nx_buf_add(out, page->article_body);
		nx_buf_addc(out, '\n');
	}
}
