#include "extract/credit.h"

#include "extract/phrase.h"
#include "newsidx/date.h"
#include "newsidx/fold.h"

/* A label may stand over what it names. */
#define NAMED_WORDS 6

static const nx_line *role_line(const nx_lines *lines, uint32_t i, nx_role role)
{
	return lines->items[i].role == role ? &lines->items[i] : NULL;
}

nx_str nx_credit_labelled(const nx_lines *lines, uint32_t i)
{
	const nx_line *line = &lines->items[i];

	if (line->value && nx_line_value(line).n)
		return nx_line_value(line);
	if (i + 1 < lines->count && line[1].words <= NAMED_WORDS)
		return line[1].text;
	return NX_STR_NULL;
}

/* Each of the marks off either end, in their order, once. */
static nx_str without(nx_str s, const char *const *marks, size_t count)
{
	size_t i;

	for (i = 0; i < count; i++) {
		nx_str mark = nx_str_from(marks[i]);

		if (nx_str_starts(s, mark))
			s = nx_str_slice(s, mark.n, s.n);
		if (nx_str_ends(s, mark))
			s = nx_str_slice(s, 0, s.n - mark.n);
	}
	return s;
}

/* Without the marks that part it from what stood beside it. */
static nx_str bare(nx_str s)
{
	static const char *const marks[] = { "|", "-", "–", "—", "ـ", "،", ",", ":", "•", "/" };
	size_t before = s.n + 1;

	while (s.n && s.n < before) {
		before = s.n;
		s = nx_str_trim(s);
		s = without(s, marks, sizeof marks / sizeof marks[0]);
	}
	return s;
}

nx_str nx_credit_bare(nx_str s)
{
	static const char *const quotes[] = { "\"", "«", "»", "“", "”", "'", ":", "-" };
	size_t before = s.n + 1;

	while (s.n && s.n < before) {
		before = s.n;
		s = without(s, quotes, sizeof quotes / sizeof quotes[0]);
		s = nx_str_trim(s);
		if (nx_str_starts(s, NX_STR("(")) && nx_str_ends(s, NX_STR(")")))
			s = nx_str_trim(nx_str_slice(s, 1, s.n - 1));
	}
	return s;
}

/* "by somebody" without a colon: the words behind the label. */
static nx_str without_label(nx_str byline)
{
	nx_buf fold = NX_BUF_INIT;
	size_t space = nx_str_find(byline, NX_STR(" "), 0);
	nx_str rest = byline;

	if (space != (size_t)-1 &&
		nx_text_marks(nx_str_slice(byline, 0, space), &fold) & NX_MARK_BY) {
		rest = nx_str_trim(nx_str_slice(byline, space, byline.n));
		if (nx_str_starts(rest, NX_STR("-")) || nx_str_starts(rest, NX_STR("–")))
			rest = byline;
	}
	nx_buf_release(&fold);
	return rest;
}

/* The longer of what stands before and behind a date. */
static nx_str without_date(nx_str byline)
{
	nx_date_span span;
	nx_str before, behind;

	if (!nx_date_find(byline, 0, &span))
		return byline;
	before = bare(nx_str_slice(byline, 0, span.start));
	behind = bare(nx_str_slice(byline, span.end, byline.n));
	return before.n >= behind.n ? before : behind;
}

nx_str nx_author_find(const nx_lines *lines, const nx_anatomy *anatomy)
{
	uint32_t i = anatomy->title == NX_LINE_NONE ? 0 : anatomy->title;
	nx_str found = NX_STR_NULL, paper = NX_STR_NULL;
	int best = 0, rank;

	for (; i < anatomy->head_end; i++) {
		const nx_line *line = role_line(lines, i, NX_ROLE_BYLINE);

		if (role_line(lines, i, NX_ROLE_SOURCE) && lines->items[i].marks & NX_MARK_OUTLET)
			paper = nx_credit_bare(lines->items[i].text);
		if (!line)
			continue;
		rank = line->value ? 3 : line->marks & NX_MARK_AGENCY ? 1 : 2;
		if (rank <= best)
			continue;
		best = rank;
		found = rank == 3 ? nx_credit_labelled(lines, i) : line->text;
		if (line->flags & NX_LINE_DATED)
			found = without_date(found);
		found = bare(without_label(found));
	}
	/* A paper alone on its line is the source; when the page names its source
	 * elsewhere too, that line is the byline. */
	if (!found.p && nx_source_beside_head(lines, anatomy).p)
		found = paper;
	return found;
}

/* The path's last step, or the one before when the last is the article itself. */
static nx_str last_step(const nx_line *crumb, uint64_t title)
{
	static const char *const steps[] = { "»", "›", ">", "/", "|", "«", "‹", "<", "\\", "←",
		"  ", "\t", NULL };
	nx_buf fold = NX_BUF_INIT;
	nx_str rest = crumb->text, step, found = NX_STR_NULL;
	bool any = false;

	while (rest.n) {
		size_t i, at = rest.n, after = rest.n, hit;

		for (i = 0; steps[i]; i++) {
			hit = nx_str_find(rest, nx_str_from(steps[i]), 0);
			if (hit < at) {
				at = hit;
				after = hit + nx_str_from(steps[i]).n;
			}
		}
		any = any || at < rest.n;
		step = nx_str_trim(nx_str_slice(rest, 0, at));
		if (step.n && !(nx_text_marks(step, &fold) & NX_MARK_HOME) &&
			nx_hash(nx_buf_str(&fold)) != title)
			found = step;
		rest = nx_str_slice(rest, after, rest.n);
	}
	if (!any && crumb->words > 1) /* the front page's name is one word then */
		found = nx_str_trim(nx_str_slice(
			crumb->text, nx_str_find(crumb->text, NX_STR(" "), 0), crumb->text.n));
	nx_buf_release(&fold);
	return found;
}

nx_str nx_section_find(const nx_lines *lines, const nx_anatomy *anatomy)
{
	uint64_t title = anatomy->title == NX_LINE_NONE ? 0 : lines->items[anatomy->title].hash;
	nx_str found = NX_STR_NULL;
	uint32_t i;

	for (i = 0; i < anatomy->head_end; i++) {
		const nx_line *line = role_line(lines, i, NX_ROLE_SECTION);

		if (!line)
			continue;
		if (line->flags & NX_LINE_CRUMB)
			found = last_step(line, title);
		else
			found = line->value ? nx_credit_labelled(lines, i) : line->text;
	}
	return found;
}
