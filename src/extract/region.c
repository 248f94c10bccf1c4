/* Where the article's paragraphs are: every line gets a weight, paragraphs a
 * positive one, and the stretch with the greatest sum is the body. The idea is that
 * of maximum subsequence segmentation (Pasternack and Roth, WWW 2009), with weights
 * from the look of lines instead of a trained classifier. */
#include "extract/anatomy.h"
#include "extract/phrase.h"

/* Lengths in code points. News paragraphs have some 100 to 600, headlines 30 to
 * 100; a weight above that of two paragraphs would let one giant line rule. */
#define LONG_CPS 160
#define MIDDLE_CPS 100
#define HEADLINE_CPS 80
#define WEIGHT_LIMIT 400

/* Below this share of the heaviest stretch, a stretch further up is not the body:
 * a notice or a teaser. */
#define FIRST_SHARE 10

static int prose_weight(const nx_line *line)
{
	int cps = line->cps < WEIGHT_LIMIT ? (int)line->cps : WEIGHT_LIMIT;

	if (line->flags & NX_LINE_FULL_STOP && line->words >= 4)
		return cps;
	if (line->flags & NX_LINE_SENTENCE_END)
		return cps >= HEADLINE_CPS ? cps : -10;
	if (line->flags & NX_LINE_COLON_END)
		return cps >= 60 ? cps / 2 : -10;
	if (cps >= LONG_CPS) {
		if (line->flags & NX_LINE_ELLIPSIS_END)
			return cps / 2;
		return line->stops >= 2 ? cps : cps / 3;
	}
	if (cps >= MIDDLE_CPS && line->stops >= 2)
		return cps / 3;
	if (line->flags & NX_LINE_BULLET) /* lists stand in articles as well */
		return -10;
	return line->words <= 3 ? -30 : -25;
}

static int weight(const nx_lines *lines, const nx_line *line)
{
	if (line->flags & NX_LINE_DATE_ONLY)
		return -250;
	if (line->flags & NX_LINE_CRUMB)
		return -150;
	if (line->flags & NX_LINE_MENU)
		return -100;
	if (nx_line_is_furniture(lines, line) || line->marks & NX_MARK_SECTION)
		return -60;
	if (line->flags & (NX_LINE_FILE_NAME | NX_LINE_URL | NX_LINE_CREDIT_END | NX_LINE_CAPTION))
		return -30;
	if (line->marks & (NX_MARK_LINK_START | NX_MARK_LINK_BLOCK))
		return -20;
	/* A page may hold its article twice, for print say; the second copy must
	 * not win over the first. */
	if (line->cps >= HEADLINE_CPS && line != &lines->items[line->first])
		return -5;
	return prose_weight(line);
}

struct stretch {
	uint32_t start, end;
	long sum;
};

/* The heaviest stretch from line *from to the next mark of a tail, which counts
 * only below a paragraph; *from moves behind that mark. */
static struct stretch heaviest(const nx_lines *lines, uint32_t *from)
{
	struct stretch best = { 0, 0, 0 }, now = { *from, *from, 0 };
	uint32_t i;

	for (i = *from; i < lines->count; i++) {
		const nx_line *line = &lines->items[i];

		if (nx_line_is_tail(line) && best.sum > 0)
			break;
		now.sum += weight(lines, line);
		now.end = i + 1;
		if (now.sum <= 0)
			now = (struct stretch){ i + 1, i + 1, 0 };
		else if (now.sum > best.sum)
			best = now;
	}
	*from = i + 1;
	return best;
}

bool nx_region_find(const nx_lines *lines, uint32_t *start, uint32_t *end)
{
	struct stretch best = { 0, 0, 0 };
	uint32_t from = 0;
	bool found = false;

	while (from < lines->count) {
		struct stretch next = heaviest(lines, &from);

		if (best.sum * 100 < next.sum * FIRST_SHARE)
			best = next;
		found = best.sum > 0;
	}
	*start = best.start;
	*end = best.end;
	return found;
}
