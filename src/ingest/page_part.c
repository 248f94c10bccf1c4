#include "ingest/page_part.h"

#include "extract/anatomy.h"
#include "extract/phrase.h"
#include "extract/topic.h"
#include "ingest/charset.h"
#include "newsidx/extract.h"
#include "newsidx/utf8.h"

/* A head has a title, a date, a byline. */
#define HEAD_LINES 3
/* Headlines are hardly ever longer than 120 letters of two bytes, and end in no full
 * stop. Short sentences are found in captions and notices. */
#define HEADLINE_BYTES 240
#define SENTENCE_BYTES 60
/* Less text than this proves no article: a notice, an item of a list. */
#define BODY_BYTES 200
/* Percents of a title's words. A sub-heading shares more of them with the text above
 * it and less with the text below than another article's title. Of 500 pairs of news
 * articles without a date line these numbers part 97 in 100, and 4 of 100 articles
 * that were ruled off at some paragraph; with one more word each 94 and 3. */
#define SHARE_GAIN 20
#define TITLE_WORDS 2
#define FAMILIAR_SHARE 40
#define LONG_TITLE_WORDS 4
/* So much of the text above is looked at for that. */
#define TOPIC_BYTES 16384

void nx_page_part_init(nx_page_part *part, size_t start)
{
	*part = (nx_page_part){ .start = start, .end = start };
	nx_article_init(&part->article);
}

void nx_page_part_release(nx_page_part *part)
{
	nx_article_release(&part->article);
}

/* Headlines end in other marks, too, but in no full stop. */
static bool ends_sentence(nx_str line)
{
	size_t pos = line.n;

	while (pos > 0) {
		unsigned cp = nx_utf8_prev(line, &pos);

		if (cp == '.')
			return true;
		if (cp != '"' && cp != ')' && cp != 0xBB && cp != 0x201D)
			break;
	}
	return false;
}

/* Is the line prose, not a headline or a button? */
static bool is_paragraph(nx_str line)
{
	return line.n > HEADLINE_BYTES || (line.n > SENTENCE_BYTES && ends_sentence(line));
}

/* A list of headlines has none, however long it is. */
static size_t paragraph_bytes(nx_str body)
{
	size_t bytes = 0;
	nx_str line;

	while (nx_str_split(&body, '\n', &line))
		bytes += is_paragraph(line) ? line.n : 0;
	return bytes;
}

void nx_page_part_add(nx_page_part *part, nx_str line, uint64_t number, size_t end)
{
	part->end = end;
	line = nx_str_trim(line);
	if (line.n == 0)
		return;
	if (part->lines++ == 0)
		part->line = number;
	part->has_paragraph |= is_paragraph(line);
}

bool nx_page_part_is_head(const nx_page_part *part)
{
	return part->lines <= HEAD_LINES && !part->has_paragraph && !part->too_long;
}

static nx_str first_line(nx_str text)
{
	nx_str line = NX_STR("");

	while (nx_str_split(&text, '\n', &line)) {
		line = nx_str_trim(line);
		if (line.n)
			break;
	}
	return line;
}

/* What crawlers write above a page. */
static void take_address(nx_article *article, nx_str text)
{
	nx_page_mark mark = nx_page_mark_of(first_line(text));

	if (mark.url.p)
		article->url = nx_arena_str(&article->arena, mark.url);
}

nx_status nx_page_part_read(
	nx_page_part *part, nx_str bytes, uint64_t offset, nx_furniture *furniture, nx_error *err)
{
	nx_buf text = NX_BUF_INIT;
	size_t body;
	nx_status st;

	if (part->read || part->too_long)
		return NX_OK;
	part->read = true;
	part->read_bytes = bytes.n;
	st = nx_reading_clean(&text, bytes, &part->mending, &part->why);
	take_address(&part->article, nx_buf_str(&text));
	if (st == NX_OK && text.n)
		st = nx_extract_page(&part->article, nx_buf_str(&text), furniture, &part->why);
	if (part->mending.first)
		part->mending.first += offset;
	part->has_title |= part->article.title.n > 0;
	body = paragraph_bytes(part->article.body);
	if (part->body_bytes < body)
		part->body_bytes = body;
	nx_buf_release(&text);
	return st == NX_ERR_NOMEM ? nx_fail(err, st, "%s", part->why.text) : NX_OK;
}

bool nx_page_part_is_article(const nx_page_part *part)
{
	return part->too_long || (part->has_title && part->body_bytes >= BODY_BYTES);
}

/* "- one", "• one", "1- one", "2) one" */
static bool is_item(nx_str title)
{
	size_t pos = 0, digits = 0;
	unsigned cp = 0;

	while (pos < title.n) {
		cp = nx_utf8_next(title, &pos);
		if (!(cp >= '0' && cp <= '9') && !(cp >= 0x0660 && cp <= 0x0669))
			break;
		digits++;
	}
	if (digits)
		return cp == '-' || cp == '.' || cp == ')' || cp == 0x2013;
	return cp == '-' || cp == '*' || cp == 0x2022 || cp == 0x2013 || cp == 0x2014;
}

/* "Read also", "most read" and what else stands over the lists below an article. */
static bool is_tail(nx_str text)
{
	nx_buf folds = NX_BUF_INIT;
	nx_line line = { .text = text };
	bool yes;

	nx_line_examine(&line, text, &folds);
	yes = nx_line_is_tail(&line) || line.marks & (NX_MARK_LINK_START | NX_MARK_LINK_BLOCK);
	nx_buf_release(&folds);
	return yes;
}

static size_t count_words(nx_str text)
{
	nx_str word;
	size_t count = 0;

	while (nx_str_split(&text, ' ', &word))
		count += word.n > 0;
	return count;
}

static nx_str tail_of(nx_str text)
{
	return nx_str_slice(text, text.n > TOPIC_BYTES ? text.n - TOPIC_BYTES : 0, text.n);
}

static int share(nx_str title, nx_str text)
{
	nx_topic topic = { { 0 } };

	nx_topic_add(&topic, text);
	return nx_topic_share(&topic, title);
}

/* `shy` more words are asked for. */
static bool is_of_another_text(const nx_article *article, nx_str above, size_t shy)
{
	size_t words = count_words(article->title);
	int share_above, share_below;

	/* A copy of the article above, which no sub-heading is. */
	if (nx_str_eq(article->title, first_line(above)))
		return true;
	if (words < TITLE_WORDS + shy)
		return false;
	share_above = share(article->title, tail_of(above));
	share_below = share(article->title, nx_str_slice(article->body, 0, TOPIC_BYTES));
	return share_above < share_below - SHARE_GAIN ||
	       (words >= LONG_TITLE_WORDS + shy && share_above <= FAMILIAR_SHARE);
}

/* How much speaks for an article that begins here: 0 nothing, 1 some text, 2 a title,
 * 3 a body below it, 4 that is not what the text above is about, 5 a date line, byline
 * or address. */
static int strength(const nx_page_part *part, nx_str above, const nx_page_mark *mark)
{
	const nx_article *a = &part->article;

	if (nx_article_is_empty(a))
		return 0;
	if (a->title.n == 0)
		return 1;
	if (part->body_bytes < BODY_BYTES || is_item(a->title))
		return 2;
	if (a->date_origin == NX_ORIGIN_DATELINE || a->author.p || a->url.p)
		return 5;
	return is_of_another_text(a, above, mark->level < NX_PAGE_CLEAR) ? 4 : 3;
}

bool nx_page_part_begins(
	const nx_page_part *part, nx_str bytes, nx_str above, const nx_page_mark *mark, bool known)
{
	static const int needed[] = {
		[NX_PAGE_FAINT] = 5, [NX_PAGE_WEAK] = 4, [NX_PAGE_CLEAR] = 4, [NX_PAGE_NAMED] = 1
	};
	int least = needed[mark->level];
	nx_str first;

	if (part->why.status != NX_OK)
		return mark->level == NX_PAGE_NAMED || known;
	/* The running head of a paper's pages, which form feeds part. */
	first = first_line(bytes);
	if (mark->is_feed && nx_str_starts(first, part->article.title) &&
		nx_str_eq(first, first_line(above)))
		return false;
	if (mark->level < NX_PAGE_NAMED && is_tail(first))
		return false;
	if (known)
		least = mark->level == NX_PAGE_CLEAR ? 2 : least - 1;
	return strength(part, above, mark) >= least;
}

void nx_page_part_join(nx_page_part *part, nx_page_part *next)
{
	if (part->lines == 0)
		part->line = next->line;
	part->end = next->end;
	part->lines += next->lines;
	part->has_paragraph |= next->has_paragraph;
	part->has_title |= next->has_title;
	part->body_bytes += next->body_bytes;
	part->joins++;
	nx_article_release(&part->article);
	nx_page_part_release(next);
	nx_page_part_init(next, part->end);
	nx_article_init(&part->article);
	part->read = false;
	part->why = (nx_error)NX_ERROR_INIT;
}
