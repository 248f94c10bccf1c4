#include "extract/anatomy.h"
#include "extract/phrase.h"
#include "newsidx/fold.h"

/* Enough of the body to know its words. */
#define TOPIC_BYTES 1000
/* A notice under an article has no more bytes. */
#define NOTICE_BYTES 1500
/* Points that a headline needs: above a body, and on a page without one, where it
 * must not be an entry of a menu. */
#define NEEDED_ABOVE_BODY 1
#define NEEDED_ALONE 20
#define ALONE_REACH NX_HEADLINE_REACH
/* A paragraph of one sentence is longer, a headline shorter. */
#define HEADLINE_CPS 80
#define TITLE_CPS 160
/* The head of a page without furniture has no more lines. */
#define PLAIN_HEAD 8
/* How far below the body its tags and source may stand. */
#define FOOT_REACH 12

static nx_line *at(nx_lines *lines, uint32_t i)
{
	return &lines->items[i];
}

/* A long line is not searched for phrases when it is read; at the end of a body
 * it may be a notice of the site. */
static bool is_notice(const nx_line *line)
{
	nx_buf fold = NX_BUF_INIT;
	bool notice;

	if (line->fold_n || line->text.n > NOTICE_BYTES)
		return false;
	nx_fold(&fold, line->text);
	notice = !fold.failed &&
		 (nx_phrase_part_marks(nx_buf_str(&fold)) & NX_MARK_FURNITURE_PART ||
			 nx_phrase_start_marks(nx_buf_str(&fold)) & NX_MARK_TAIL_START);
	nx_buf_release(&fold);
	return notice;
}

static uint32_t trim_notices(const nx_lines *lines, uint32_t start, uint32_t end)
{
	while (end > start && is_notice(&lines->items[end - 1])) {
		end--;
		while (end > start && nx_line_is_furniture(lines, &lines->items[end - 1]))
			end--;
	}
	return end;
}

static void learn(nx_topic *topic, const nx_lines *lines, uint32_t start, uint32_t end)
{
	size_t room = TOPIC_BYTES;
	uint32_t i;

	for (i = start; i < end && room > 0; i++) {
		nx_str text = nx_str_slice(lines->items[i].text, 0, room);

		nx_topic_add(topic, text);
		room -= text.n;
	}
}

static nx_role body_role(const nx_lines *lines, const nx_line *line, uint32_t start)
{
	if (line->flags & (NX_LINE_CREDIT_END | NX_LINE_CAPTION))
		return NX_ROLE_CAPTION;
	if (nx_line_is_furniture(lines, line))
		return NX_ROLE_FURNITURE;
	if (line->flags & NX_LINE_URL)
		return NX_ROLE_URL;
	if (line->flags & NX_LINE_HASHTAGS)
		return NX_ROLE_TAG;
	/* A paragraph that the page prints twice. */
	if (line->cps >= HEADLINE_CPS && line->first >= start && line != &lines->items[line->first])
		return NX_ROLE_FURNITURE;
	return line->flags & NX_LINE_SENTENCE_END || line->cps > HEADLINE_CPS ? NX_ROLE_BODY
									      : NX_ROLE_SUBHEAD;
}

static void mark_body(nx_lines *lines, const nx_anatomy *anatomy)
{
	uint32_t i = anatomy->body_start;

	while (i < anatomy->body_end) {
		nx_line *line = at(lines, i);

		if (line->marks & (NX_MARK_LINK_START | NX_MARK_LINK_BLOCK) &&
			!(line->flags & NX_LINE_FULL_STOP)) {
			i = nx_links_mark(lines, i, anatomy->body_end);
			continue;
		}
		line->role = (uint8_t)body_role(lines, line, anatomy->body_start);
		i++;
	}
}

static void mark_tail(nx_lines *lines, uint32_t start)
{
	bool tags = false;
	uint32_t i;

	for (i = start; i < lines->count; i++)
		at(lines, i)->role = NX_ROLE_TAIL;
	for (i = start; i < lines->count && i < start + FOOT_REACH; i++) {
		nx_line *line = at(lines, i);

		if (line->marks & NX_MARK_LABEL_SOURCE && line->value) {
			line->role = NX_ROLE_SOURCE;
		} else if (!tags && nx_tags_begin(lines, i, lines->count) &&
			   !(line->flags & NX_LINE_BULLET)) {
			i = nx_tags_mark(lines, i, lines->count) - 1;
			tags = true;
		}
	}
}

/* A page without paragraphs: a title, and lines below its date as the body. */
static void find_alone(nx_anatomy *out, nx_lines *lines, const nx_topic *topic)
{
	uint32_t end = 0, i;
	bool dated = false;

	while (end < lines->count && end < ALONE_REACH)
		end++;
	out->title = nx_headline_find(lines, 0, end, topic, NEEDED_ALONE);
	if (lines->count == 1 && !nx_line_is_furniture(lines, at(lines, 0)))
		out->title = 0;
	if (out->title == NX_LINE_NONE)
		return;
	for (i = out->title + 1; i < lines->count && !nx_line_is_tail(at(lines, i)); i++) {
		nx_role role = nx_line_head_role(lines, at(lines, i));

		dated = dated || role == NX_ROLE_DATE;
		if (role == NX_ROLE_UNKNOWN && dated && at(lines, i)->words >= 4)
			break;
	}
	if (!dated)
		i = out->title + 1;
	out->head_end = out->body_start = out->body_end = i;
	while (dated && i < lines->count && !nx_line_is_tail(at(lines, i)) &&
		!nx_line_is_furniture(lines, at(lines, i)))
		out->body_end = ++i;
}

/* A page without any furniture: every line belongs to the article. Verse, lists and
 * lines without full stops are safe there. */
static bool is_plain(const nx_lines *lines)
{
	uint32_t marks = NX_MARK_SECTION | NX_MARK_LINK_START | NX_MARK_LINK_BLOCK |
			 NX_MARK_LABEL_SOURCE | NX_MARK_LABEL_TAGS;
	uint32_t shorts = 0, i;

	for (i = 0; i < lines->count; i++) {
		const nx_line *line = &lines->items[i];

		if (line->fold_n == 0)
			continue;
		if (line->marks & marks || nx_line_is_tail(line) ||
			nx_line_is_furniture(lines, line) ||
			line->flags & (NX_LINE_MENU | NX_LINE_CRUMB) ||
			(line->flags & NX_LINE_DATE_ONLY && i > PLAIN_HEAD))
			return false;
		shorts += line->words <= 2;
	}
	return shorts * 2 <= lines->count || lines->count <= 3;
}

static bool begins_with_title(const nx_lines *lines)
{
	const nx_line *first = &lines->items[0];

	return nx_line_is_headline(lines, first) && first->cps <= TITLE_CPS &&
	       !(first->flags & NX_LINE_FULL_STOP && first->cps > HEADLINE_CPS) &&
	       !(first->flags & NX_LINE_BULLET);
}

/* The body of a plain page begins where its first paragraph does or, when that is
 * further down, below the lines of the head. */
static void find_plain(nx_anatomy *out, nx_lines *lines, uint32_t start, nx_topic *topic)
{
	learn(topic, lines, start < PLAIN_HEAD ? start : PLAIN_HEAD, lines->count);
	out->title = 0;
	out->head_end = out->body_start = nx_head_end(lines, 0, start, topic);
	out->body_end = lines->count;
}

static void find_with_body(
	nx_anatomy *out, nx_lines *lines, uint32_t start, uint32_t end, nx_topic *topic)
{
	const nx_line *first = at(lines, start);
	bool alone = lines->count == 1;
	uint32_t top = start > NX_HEADLINE_REACH ? start - NX_HEADLINE_REACH : 0;

	out->title = nx_headline_find(lines, top, start, topic, NEEDED_ABOVE_BODY);
	if (out->title == NX_LINE_NONE &&
		((first->cps <= HEADLINE_CPS && (alone || !(first->flags & NX_LINE_FULL_STOP))) ||
			(start == 0 && !alone && first->cps <= TITLE_CPS &&
				!(first->flags & (NX_LINE_FULL_STOP | NX_LINE_COLON_END)))))
		out->title = start++;
	out->head_end = out->body_start = start;
	out->body_end = end;
}

void nx_anatomy_find(nx_anatomy *out, nx_lines *lines)
{
	uint32_t start, end;
	nx_topic topic = { { 0 } };
	bool found, plain;

	*out = (nx_anatomy){ NX_LINE_NONE, 0, 0, 0 };
	found = nx_region_find(lines, &start, &end);
	if (found)
		end = trim_notices(lines, start, end);
	plain = lines->count > 1 && is_plain(lines);
	if (plain && found && start <= PLAIN_HEAD)
		end = lines->count;
	if (plain && begins_with_title(lines) && !(found && start == 0)) {
		find_plain(out, lines, found ? start : lines->count, &topic);
	} else if (found && start < end) {
		learn(&topic, lines, start, end);
		find_with_body(out, lines, start, end, &topic);
	} else {
		find_alone(out, lines, &topic);
	}
	if (out->title != NX_LINE_NONE)
		nx_topic_add(&topic, at(lines, out->title)->text);
	nx_head_mark(lines, out, &topic);
	mark_body(lines, out);
	while (out->body_start > 0 && at(lines, out->body_start - 1)->role == NX_ROLE_BODY)
		out->body_start--;
	mark_tail(lines, out->body_end);
}
