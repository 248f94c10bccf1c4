#include "newsidx/date.h"
#include "output/html.h"

/* More bars than this are too thin to be seen on a telephone: years then. */
#define MONTHS_MAX 120
/* Fewer are not blown up to the width of the page. */
#define FEW 12
#define SLOT 10
#define BAR 8
#define HEIGHT 100

typedef struct chart {
	const nx_overview *overview;
	bool years;
	int first, last; /* months or years since the year 0 */
	int slots;       /* that there is room for */
	bool few;
} chart;

static int slot_of(const chart *c, int32_t day)
{
	int year, month, of_month;

	nx_day_split(day, &year, &month, &of_month);
	return c->years ? year : year * 12 + month - 1;
}

static void add_slot(nx_buf *out, const chart *c, int slot)
{
	if (c->years)
		nx_buf_addf(out, "%04d", slot);
	else
		nx_buf_addf(out, "%04d-%02d", slot / 12, slot % 12 + 1);
}

/* The articles of the slot at *i of the months, which it moves behind. */
static int64_t take(const chart *c, size_t *i, int *slot)
{
	const nx_overview *o = c->overview;
	int64_t articles = 0;

	*slot = slot_of(c, o->months[*i].first_day);
	while (*i < o->month_count && slot_of(c, o->months[*i].first_day) == *slot)
		articles += o->months[(*i)++].articles;
	return articles;
}

static void add_bars(nx_buf *out, const chart *c, int64_t most)
{
	int slot;

	for (size_t i = 0; i < c->overview->month_count;) {
		long long articles = take(c, &i, &slot);
		/* A single article among thousands is seen too. */
		long long height = articles * (HEIGHT - 2) / most + 2;

		nx_buf_addf(out, "<rect x=\"%d\" y=\"%lld\" width=\"%d\" height=\"%lld\"><title>",
			(c->slots - 1 - slot + c->first) * SLOT + (SLOT - BAR) / 2, HEIGHT - height,
			BAR, height);
		add_slot(out, c, slot);
		nx_buf_addf(out, ": %lld</title></rect>\n", articles);
	}
}

/* Under the ends of the plot what they are, unless it is not filled. */
static void add_caption(nx_buf *out, const chart *c, int64_t most, int peak)
{
	nx_buf_adds(out, c->few ? "<figcaption class=\"few\"><bdi>" : "<figcaption><bdi>");
	add_slot(out, c, c->first);
	nx_buf_adds(out, "</bdi>");
	if (c->few && c->last > c->first) {
		nx_buf_adds(out, "<span>– <bdi>");
		add_slot(out, c, c->last);
		nx_buf_adds(out, "</bdi></span>");
	}
	nx_buf_addf(out, "<span>الأكثر: %lld في <bdi>", (long long)most);
	add_slot(out, c, peak);
	nx_buf_adds(out, "</bdi></span>");
	if (!c->few) {
		nx_buf_adds(out, "<bdi>");
		add_slot(out, c, c->last);
		nx_buf_adds(out, "</bdi>");
	}
	nx_buf_adds(out, "</figcaption>\n");
}

void html_chart(nx_buf *out, const nx_overview *overview)
{
	chart c = { .overview = overview };
	int64_t most = 0, articles;
	int slot, peak = 0;

	if (!overview->month_count)
		return;
	for (int turn = 0; turn < 2; turn++) {
		c.first = slot_of(&c, overview->months[0].first_day);
		c.last = slot_of(&c, overview->months[overview->month_count - 1].first_day);
		if (c.last - c.first < MONTHS_MAX)
			break;
		c.years = true;
	}
	for (size_t i = 0; i < overview->month_count;)
		if ((articles = take(&c, &i, &slot)) > most) {
			most = articles;
			peak = slot;
		}
	c.slots = c.last - c.first + 1;
	c.few = c.slots < FEW;
	if (c.few)
		c.slots = FEW;
	nx_buf_addf(out, "<figure class=\"time\" style=\"max-width:%drem\">\n", c.slots * 2);
	nx_buf_addf(out,
		"<svg viewBox=\"0 0 %d %d\" preserveAspectRatio=\"none\" role=\"img\" aria-label=\"",
		c.slots * SLOT, HEIGHT);
	nx_buf_adds(out, c.years ? "عدد المقالات في كل سنة" : "عدد المقالات في كل شهر");
	nx_buf_adds(out, "\">\n");
	add_bars(out, &c, most);
	nx_buf_adds(out, "</svg>\n");
	add_caption(out, &c, most, peak);
	nx_buf_adds(out, "</figure>\n");
}
