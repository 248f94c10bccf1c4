/* The head of a page: what the lines above the body are. */
#include "extract/anatomy.h"
#include "extract/phrase.h"

/* A second wording of the headline has that percentage of its content words. */
#define WORDING_SHARE 60
#define CAPTION_WORDS 10
#define CAPTION_SHARE 70
/* A subtitle has so many words, that share of which the article uses too, in percent. */
#define SUBTITLE_WORDS 3
#define SUBTITLE_MOST_WORDS 20
#define SUBTITLE_SHARE 60
#define KICKER_MOST_WORDS 8
#define KICKER_SHARE 90
/* Words that the article uses too are rare in the name of its author. */
#define NAME_SHARE 50
/* Lines above the title that belong to the article, and above a body without one. */
#define ABOVE_REACH 3
#define UNTITLED_REACH 5

static nx_line *at(nx_lines *lines, uint32_t i)
{
	return &lines->items[i];
}

/* "by somebody", "wrote - somebody": the label without a colon. */
static bool begins_with_author(const nx_line *line)
{
	nx_buf fold = NX_BUF_INIT;
	size_t space = nx_str_find(line->text, NX_STR(" "), 0);
	bool begins = false;

	if (space != (size_t)-1 && line->words <= 6 && !(line->flags & NX_LINE_SENTENCE_END))
		begins = nx_text_marks(nx_str_slice(line->text, 0, space), &fold) & NX_MARK_BY;
	nx_buf_release(&fold);
	return begins;
}

/* "reporter - city | date": a date and, parted from it, names. */
static bool is_dated_byline(const nx_line *line)
{
	nx_byline byline;

	if (!(line->flags & NX_LINE_DATED) || line->flags & NX_LINE_CREDIT_END || line->value)
		return false;
	byline = nx_byline_shape(line->text);
	return byline.parts > 1 && byline.longest <= NX_NAME_WORDS + 1;
}

/* The role of a line of the head by its own looks. */
nx_role nx_line_head_role(const nx_lines *lines, const nx_line *line)
{
	if (line->flags & NX_LINE_DATE_ONLY ||
		(line->value && line->marks & (NX_MARK_LABEL_DATE | NX_MARK_LABEL_UPDATED)))
		return NX_ROLE_DATE;
	if (line->flags & NX_LINE_CAPTION)
		return NX_ROLE_CAPTION;
	if (line->marks & (NX_MARK_LABEL_SOURCE | NX_MARK_OUTLET))
		return NX_ROLE_SOURCE;
	if (line->value && line->marks & NX_MARK_LABEL_AUTHOR)
		return NX_ROLE_BYLINE;
	if (line->marks & NX_MARK_AGENCY || nx_line_is_byline(line) || begins_with_author(line) ||
		is_dated_byline(line))
		return NX_ROLE_BYLINE;
	if (line->flags & (NX_LINE_CREDIT_END | NX_LINE_FILE_NAME))
		return NX_ROLE_CAPTION;
	if (line->flags & NX_LINE_URL)
		return NX_ROLE_URL;
	if (line->flags & NX_LINE_CRUMB || (line->value && line->marks & NX_MARK_LABEL_SECTION))
		return NX_ROLE_SECTION;
	if (line->marks & (NX_MARK_LINK_START | NX_MARK_LINK_BLOCK))
		return NX_ROLE_LINK;
	/* A time of day, "three hours ago", a counter. */
	if (nx_line_is_furniture(lines, line) || line->marks & NX_MARK_SECTION ||
		(line->words <= 6 && nx_text_is_date_words(line->text)))
		return NX_ROLE_FURNITURE;
	return NX_ROLE_UNKNOWN;
}

/* A byline by its looks: a name, or parts like names, in words that the article
 * does not use. */
static bool may_be_name(const nx_line *line, const nx_topic *topic)
{
	uint32_t flags =
		NX_LINE_DIGIT | NX_LINE_SENTENCE_END | NX_LINE_BULLET | NX_LINE_ELLIPSIS_END;
	nx_byline byline;

	if (line->words < 2 || line->words > NX_BYLINE_WORDS || line->cps > NX_BYLINE_CPS ||
		line->flags & flags || nx_topic_share(topic, line->text) >= NAME_SHARE)
		return false;
	byline = nx_byline_shape(line->text);
	if (byline.parts > 1)
		return byline.longest <= NX_NAME_WORDS;
	return line->words <= 5 && !(line->flags & NX_LINE_COLON_END);
}

/* A picture's legend: a few words, most of which the article uses too. */
static bool may_be_caption(const nx_line *line, const nx_topic *topic)
{
	return line->words <= CAPTION_WORDS &&
	       !(line->flags & (NX_LINE_SENTENCE_END | NX_LINE_COLON_END)) &&
	       nx_topic_share(topic, line->text) >= CAPTION_SHARE;
}

/* Another wording of the headline: most of its words and about its length. */
static bool is_wording(const nx_line *title, const nx_line *line, const nx_topic *words)
{
	return line->cps <= title->cps * 3 / 2 + 10 &&
	       nx_topic_share(words, line->text) >= WORDING_SHARE;
}

/* A headline beside the title, about what the article is about. */
static bool is_subtitle(const nx_lines *lines, const nx_line *line, const nx_topic *topic)
{
	return line->words >= SUBTITLE_WORDS && line->words <= SUBTITLE_MOST_WORDS &&
	       !(line->flags & (NX_LINE_FULL_STOP | NX_LINE_ELLIPSIS_END | NX_LINE_BULLET)) &&
	       nx_line_is_headline(lines, line) && lines->items[line->first].repeats == 1 &&
	       nx_topic_share(topic, line->text) >= SUBTITLE_SHARE;
}

uint32_t nx_head_end(const nx_lines *lines, uint32_t title, uint32_t end, const nx_topic *topic)
{
	nx_topic words = { { 0 } };
	bool named = false;
	uint32_t i;

	nx_topic_add(&words, lines->items[title].text);
	for (i = title + 1; i < end; i++) {
		const nx_line *line = &lines->items[i];

		if (nx_tags_begin(lines, i, end) || line->flags & NX_LINE_BULLET ||
			nx_line_head_role(lines, line) != NX_ROLE_UNKNOWN ||
			is_wording(&lines->items[title], line, &words))
			continue;
		if (named || !may_be_name(line, topic))
			break;
		named = true;
	}
	return i;
}

/* What looks alone do not tell of the head: second wordings of the headline, names,
 * captions, the first lines of the body. `topic` is that of body and title. */
static void settle_head(nx_lines *lines, const nx_anatomy *anatomy, const nx_topic *topic)
{
	uint32_t i, last = anatomy->title;
	nx_topic title = { { 0 } };
	bool named = false;

	nx_topic_add(&title, at(lines, anatomy->title)->text);
	for (i = anatomy->title + 1; i < anatomy->head_end; i++) {
		if (at(lines, i)->role != NX_ROLE_UNKNOWN)
			last = i;
		named = named || at(lines, i)->role == NX_ROLE_BYLINE;
	}
	for (i = anatomy->title + 1; i < anatomy->head_end; i++) {
		nx_line *line = at(lines, i);

		if (line->role != NX_ROLE_UNKNOWN)
			continue;
		if (is_wording(at(lines, anatomy->title), line, &title)) {
			line->role = line->words > 3 ? NX_ROLE_HEADLINE : NX_ROLE_CAPTION;
			line->is_wording = true;
		} else if (!named && line[-1].role != NX_ROLE_BODY && may_be_name(line, topic)) {
			line->role = NX_ROLE_BYLINE;
			named = true;
		} else if (may_be_caption(line, topic)) {
			line->role = NX_ROLE_CAPTION;
		} else if (i > last) {
			line->role = NX_ROLE_BODY;
		} else {
			line->role = i == anatomy->title + 1 && is_subtitle(lines, line, topic)
					     ? NX_ROLE_SUBTITLE
					     : NX_ROLE_HEADLINE;
		}
	}
}

static void mark_head(nx_lines *lines, const nx_anatomy *anatomy, const nx_topic *topic)
{
	uint32_t i = anatomy->title + 1;

	while (i < anatomy->head_end) {
		nx_line *line = at(lines, i);

		if (nx_tags_begin(lines, i, anatomy->head_end)) {
			i = nx_tags_mark(lines, i, anatomy->head_end);
			continue;
		}
		line->role = (uint8_t)nx_line_head_role(lines, line);
		if (line->role == NX_ROLE_LINK) {
			i = nx_links_mark(lines, i, anatomy->head_end);
			continue;
		}
		if (line->hash == at(lines, anatomy->title)->hash)
			line->role = NX_ROLE_HEADLINE;
		i++;
	}
	settle_head(lines, anatomy, topic);
}

/* A line above the title stands among menus and other headlines: all of its words are
 * the article's. */
static bool is_kicker(const nx_lines *lines, const nx_line *line, const nx_topic *topic)
{
	return line->words <= KICKER_MOST_WORDS && is_subtitle(lines, line, topic) &&
	       nx_topic_share(topic, line->text) >= KICKER_SHARE;
}

/* Above the title there is furniture, but for the path to the page, the name of its
 * section and a date right there. */
static void mark_above(nx_lines *lines, const nx_anatomy *anatomy, const nx_topic *topic)
{
	uint32_t i, title = anatomy->title;

	for (i = 0; i < title; i++)
		at(lines, i)->role = NX_ROLE_FURNITURE;
	if (title > 0 && is_kicker(lines, at(lines, title - 1), topic))
		at(lines, --title)->role = NX_ROLE_SUBTITLE;
	for (i = title; i-- > 0 && i + ABOVE_REACH >= title;) {
		nx_line *line = at(lines, i);

		if (line->flags & NX_LINE_CRUMB)
			line->role = NX_ROLE_SECTION;
		else if (line->flags & NX_LINE_DATE_ONLY ||
			 (line->value && line->marks & NX_MARK_LABEL_DATE))
			line->role = NX_ROLE_DATE;
		else if (line->flags & NX_LINE_URL)
			line->role = NX_ROLE_URL;
		else if (line->marks & NX_MARK_SECTION && i + 1 == title &&
			 (i == 0 || !(line[-1].marks & NX_MARK_SECTION)) &&
			 (i == 0 || line[-1].words > 3))
			line->role = NX_ROLE_SECTION;
		else if (!nx_line_is_furniture(lines, line) && !(line->marks & NX_MARK_SECTION))
			break;
		if (line->role == NX_ROLE_SECTION)
			break;
	}
}

void nx_head_mark(nx_lines *lines, const nx_anatomy *anatomy, const nx_topic *topic)
{
	uint32_t i;

	if (anatomy->title != NX_LINE_NONE) {
		mark_above(lines, anatomy, topic);
		at(lines, anatomy->title)->role = NX_ROLE_TITLE;
		mark_head(lines, anatomy, topic);
		return;
	}
	for (i = 0; i < anatomy->head_end; i++)
		at(lines, i)->role = i + UNTITLED_REACH < anatomy->head_end
					     ? NX_ROLE_FURNITURE
					     : (uint8_t)nx_line_head_role(lines, at(lines, i));
}
