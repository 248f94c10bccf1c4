/* The lines of the article, for the extractor that tells the rest of its furniture
 * apart. */
#include "ingest/html_page.h"
#include "newsidx/date.h"

/* No line of a head is longer. */
#define HEAD_CPS 800
/* A line over links, and a link that is running text all the same. */
#define LABEL_CPS 40
#define LINK_CPS 150
/* A date over the headline stands within so many lines and code points. */
#define DATE_REACH 15
#define DATE_CPS 60
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

static bool keeps(const nx_html_page *page, uint32_t i)
{
	if (nx_html_line_is_off(page, i) || i == page->main.title || is_left_link(page, i))
		return false;
	if (nx_html_line_marks(page, i) & NX_NODE_CAPTION && !is_credit(page, i))
		return false;
	return i >= page->main.body || page->lines.items[i].cps <= HEAD_CPS;
}

/* A short line without an end, right over a link that was left out: "read also". */
static bool is_label(const nx_html_page *page, uint32_t i)
{
	const nx_html_line *line = &page->lines.items[i];

	return i >= page->main.body && i + 1 < page->main.end && line->cps <= LABEL_CPS &&
	       nx_html_line_prose(page, i) == 0 && !is_credit(page, i) &&
	       !nx_str_ends(nx_html_line_text(&page->lines, i), NX_STR(".")) &&
	       !nx_html_line_is_off(page, i + 1) && is_left_link(page, i + 1);
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

void nx_html_main_text(const nx_html_page *page, nx_str title, nx_buf *out)
{
	size_t head;
	uint32_t i;

	add_date_above(page, out);
	if (title.n) {
		nx_buf_add(out, title);
		nx_buf_addc(out, '\n');
	}
	head = out->n;
	for (i = page->main.start; i < page->main.end; i++)
		if (keeps(page, i) && !is_label(page, i))
			add_line(page, i, out);
	/* A page that a script fills shows nothing here. */
	if ((out->n - head) * 100 < page->article_body.n * SHOWN_SHARE) {
		out->n = head;
		nx_buf_add(out, page->article_body);
		nx_buf_addc(out, '\n');
	}
}
