#include "extract/credit.h"

#include "extract/phrase.h"
#include "newsidx/date.h"
#include "newsidx/fold.h"

/* The dash that ends the dateline of a first paragraph stands within these bytes. */
#define DATELINE_BYTES 120
#define DATELINE_WORDS 7
#define SOURCE_WORDS 6
/* The notice of rights is one of so many last lines. */
#define RIGHTS_REACH 40

static const nx_line *role_line(const nx_lines *lines, uint32_t i, nx_role role)
{
	return lines->items[i].role == role ? &lines->items[i] : NULL;
}

/* What the label of line i names, on its own line or the next. */
static nx_str labelled(const nx_lines *lines, uint32_t i)
{
	const nx_line *line = &lines->items[i];

	if (line->value && nx_line_value(line).n)
		return nx_line_value(line);
	if (i + 1 < lines->count && line[1].words <= SOURCE_WORDS)
		return line[1].text;
	return NX_STR_NULL;
}

/* Without the marks that part it from what stood beside it. */
static nx_str bare(nx_str s)
{
	static const char *const marks[] = { "|", "-", "–", "—", "ـ", "،", ",", ":", "•", "/" };
	size_t i, before = s.n + 1;

	while (s.n && s.n < before) {
		before = s.n;
		s = nx_str_trim(s);
		for (i = 0; i < sizeof marks / sizeof marks[0]; i++) {
			nx_str mark = nx_str_from(marks[i]);

			if (nx_str_starts(s, mark))
				s = nx_str_slice(s, mark.n, s.n);
			if (nx_str_ends(s, mark))
				s = nx_str_slice(s, 0, s.n - mark.n);
		}
	}
	return s;
}

/* Quotation marks and brackets around a name are not part of it. */
static nx_str unquoted(nx_str s)
{
	static const char *const quotes[] = { "\"", "«", "»", "“", "”", "'", ":", "-" };
	size_t i, before = s.n + 1;

	while (s.n && s.n < before) {
		before = s.n;
		for (i = 0; i < sizeof quotes / sizeof quotes[0]; i++) {
			nx_str quote = nx_str_from(quotes[i]);

			if (nx_str_starts(s, quote))
				s = nx_str_slice(s, quote.n, s.n);
			if (nx_str_ends(s, quote))
				s = nx_str_slice(s, 0, s.n - quote.n);
		}
		s = nx_str_trim(s);
		if (nx_str_starts(s, NX_STR("(")) && nx_str_ends(s, NX_STR(")")))
			s = nx_str_trim(nx_str_slice(s, 1, s.n - 1));
	}
	return s;
}

/* The paper or, failing that, the agency among the parts of a byline. A name that
 * is a city's too is the city here. */
static nx_str source_in(nx_str byline, uint32_t wanted)
{
	nx_buf fold = NX_BUF_INIT;
	nx_str part, found = NX_STR_NULL;
	size_t pos = 0;

	while (!found.p && nx_byline_part(byline, &pos, &part)) {
		uint32_t marks = nx_text_marks(part, &fold);

		if (marks & wanted && !(marks & NX_MARK_PLACE))
			found = unquoted(part);
	}
	nx_buf_release(&fold);
	return found;
}

/* The words before the dash with which a first paragraph may open. */
static nx_str dateline(const nx_lines *lines, const nx_anatomy *anatomy)
{
	static const char *const dashes[] = { " - ", " – ", " — ", " ـ ", "--", ":-", "- ", NULL };
	nx_str head, found = NX_STR_NULL;
	size_t i, at, words = 1;

	if (anatomy->body_start == anatomy->body_end)
		return found;
	head = nx_str_slice(lines->items[anatomy->body_start].text, 0, DATELINE_BYTES);
	for (i = 0; dashes[i]; i++) {
		at = nx_str_find(head, nx_str_from(dashes[i]), 0);
		if (at != (size_t)-1 && (!found.p || at < found.n))
			found = nx_str_slice(head, 0, at);
	}
	for (i = 0; i < found.n; i++)
		words += found.p[i] == ' ';
	return words <= DATELINE_WORDS ? found : NX_STR_NULL;
}

/* The words before the dash, when they are made like the name of a site. */
static nx_str made_like_source(nx_str text)
{
	nx_buf fold = NX_BUF_INIT;
	nx_str rest, word, last = NX_STR_NULL;
	bool first = false;
	int words = 0;

	nx_fold(&fold, text);
	rest = nx_buf_str(&fold);
	while (!fold.failed && nx_str_split(&rest, ' ', &word)) {
		if (words++ == 0)
			first = nx_phrase_marks(word) & NX_MARK_SOURCE_WORD;
		last = word;
	}
	if (words < 2 || words > 4 || !(first || nx_phrase_marks(last) & NX_MARK_SOURCE_WORD))
		text = NX_STR_NULL;
	nx_buf_release(&fold);
	return text.p ? unquoted(nx_str_trim(text)) : text;
}

/* The length of the first `words` words of the text from byte `from`. */
static size_t words_end(nx_str text, size_t from, size_t words)
{
	size_t end = from;

	for (; words > 0 && end < text.n; words--) {
		end = nx_str_find(text, NX_STR(" "), end + 1);
		if (end == (size_t)-1)
			end = text.n;
	}
	return end - from;
}

static nx_str labelled_source(const nx_lines *lines, const nx_anatomy *anatomy)
{
	uint32_t i, from = anatomy->title == NX_LINE_NONE ? 0 : anatomy->title;

	for (i = from; i < lines->count; i++) {
		const nx_line *line = role_line(lines, i, NX_ROLE_SOURCE);

		if (line && line->marks & NX_MARK_LABEL_SOURCE)
			return labelled(lines, i);
		if (i == anatomy->head_end && i < anatomy->body_end)
			i = anatomy->body_end - 1;
		if (lines->items[i].role == NX_ROLE_TAIL && i > anatomy->body_end + 16)
			break;
	}
	return NX_STR_NULL;
}

/* The first of the head's lines that has a source in the role given. */
static nx_str head_source(const nx_lines *lines, const nx_anatomy *anatomy, nx_role role,
			  uint32_t wanted)
{
	uint32_t i = anatomy->title == NX_LINE_NONE ? 0 : anatomy->title;
	nx_str found = NX_STR_NULL;

	for (; !found.p && i < anatomy->head_end; i++) {
		const nx_line *line = role_line(lines, i, role);

		if (!line)
			continue;
		if (role == NX_ROLE_SOURCE)
			found = line->marks & NX_MARK_OUTLET ? unquoted(line->text) : found;
		else
			found = source_in(line->text, wanted);
	}
	return found;
}

static nx_str title_site(const nx_lines *lines, const nx_anatomy *anatomy)
{
	nx_str headline, site = NX_STR_NULL;

	if (anatomy->title != NX_LINE_NONE)
		nx_headline_split(lines, &lines->items[anatomy->title], &headline, &site);
	return site;
}

/* The longest name of a paper, of two words at least, in a notice of rights. */
static nx_str rights_source(const nx_lines *lines, const nx_anatomy *anatomy)
{
	uint32_t i = lines->count > RIGHTS_REACH ? lines->count - RIGHTS_REACH : 0;
	nx_buf fold = NX_BUF_INIT;
	nx_str found = NX_STR_NULL;

	for (i = i > anatomy->body_end ? i : anatomy->body_end; i < lines->count; i++) {
		const nx_line *line = &lines->items[i];
		size_t from = 0, end, words;

		if (!(line->marks & NX_MARK_FURNITURE_PART))
			continue;
		for (; from < line->text.n; from += words_end(line->text, from, 1) + 1)
			for (words = 2; words <= SOURCE_WORDS; words++) {
				nx_str name;

				end = words_end(line->text, from, words);
				name = nx_str_slice(line->text, from, from + end);
				if (nx_text_marks(name, &fold) & NX_MARK_OUTLET && end > found.n)
					found = unquoted(name);
			}
	}
	nx_buf_release(&fold);
	return found;
}

nx_str nx_source_find(const nx_lines *lines, const nx_anatomy *anatomy)
{
	nx_str found = labelled_source(lines, anatomy), opening = dateline(lines, anatomy);

	if (!found.p)
		found = head_source(lines, anatomy, NX_ROLE_SOURCE, NX_MARK_OUTLET);
	if (!found.p)
		found = title_site(lines, anatomy);
	if (!found.p)
		found = head_source(lines, anatomy, NX_ROLE_BYLINE, NX_MARK_OUTLET);
	if (!found.p && opening.p)
		found = source_in(opening, NX_MARK_OUTLET);
	if (!found.p && opening.p)
		found = made_like_source(opening);
	if (!found.p)
		found = rights_source(lines, anatomy);
	if (!found.p)
		found = head_source(lines, anatomy, NX_ROLE_BYLINE, NX_MARK_AGENCY);
	if (!found.p && opening.p)
		found = source_in(opening, NX_MARK_AGENCY);
	return found;
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
	nx_str found = NX_STR_NULL, opening = dateline(lines, anatomy), paper = NX_STR_NULL;
	int best = 0, rank;

	for (; i < anatomy->head_end; i++) {
		const nx_line *line = role_line(lines, i, NX_ROLE_BYLINE);

		if (role_line(lines, i, NX_ROLE_SOURCE) &&
			lines->items[i].marks & NX_MARK_OUTLET)
			paper = unquoted(lines->items[i].text);
		if (!line)
			continue;
		rank = line->value ? 3 : line->marks & NX_MARK_AGENCY ? 1 : 2;
		if (rank <= best)
			continue;
		best = rank;
		found = rank == 3 ? labelled(lines, i) : line->text;
		if (line->flags & NX_LINE_DATED)
			found = without_date(found);
		found = unquoted(without_label(found));
	}
	/* A paper alone on its line is the source; when the page names its source
	 * elsewhere too, that line is the byline. */
	if (!found.p && (title_site(lines, anatomy).p ||
				(opening.p && source_in(opening, NX_MARK_OUTLET).p)))
		found = paper;
	return found;
}

/* The path's last step, or the one before when the last is the article itself. */
static nx_str last_step(const nx_line *crumb, uint64_t title)
{
	static const char *const steps[] = { "»", "›", ">", "/", "|", "«", "‹", "<", "\\",
					     "←", "  ", "\t", NULL };
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
		found = nx_str_trim(nx_str_slice(crumb->text,
			nx_str_find(crumb->text, NX_STR(" "), 0), crumb->text.n));
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
			found = line->value ? labelled(lines, i) : line->text;
	}
	return found;
}
