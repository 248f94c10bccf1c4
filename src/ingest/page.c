/* Page text: one block a line, no markup. A file holds one scraped page, or several
 * articles with lines between them that say so. */
#include <inttypes.h>
#include <string.h>

#include "ingest/page_part.h"

/* What the buffer may hold of parts that were reported. */
#define DEAD_BYTES ((size_t)1 << 16)
/* After so many rules that part nothing, faint ones are ornaments. */
#define JOINS_MOST 100

/* The part in hand grows until what stands below a mark proves to be an article. */
typedef struct cutter {
	nx_reading *reading;
	nx_buf raw;
	uint64_t offset; /* bytes of the file before those in `raw` */
	size_t scan;     /* where the next line begins */
	size_t newline;  /* where it ends, if known: behind `scan` */
	size_t looked;   /* up to here no LF was found */
	uint64_t line;   /* number of the line in hand */
	bool new_line;   /* what comes begins a line, which a form feed does not end */
	bool ended;      /* the stream */
	bool mid_line;   /* what comes is the rest of a line that was too long */
	nx_page_part held, next;
	bool pending;      /* a mark stands between the two */
	nx_page_mark mark; /* that one */
	nx_page_mark cut;  /* the last that did part articles, if any */
	bool begun;        /* a mark stood before the first article, or one did part */
	bool underlined;   /* marks stand in the heads of articles */
	bool url_led;      /* the file begins with an address */
	uint64_t count;    /* articles reported or refused */
} cutter;

static nx_str bytes_of(const cutter *c, const nx_page_part *part)
{
	return nx_str_slice(nx_buf_str(&c->raw), part->start, part->end);
}

static nx_status read_part(cutter *c, nx_page_part *part, nx_error *err)
{
	return nx_page_part_read(part, bytes_of(c, part), c->offset + part->start,
		nx_reading_furniture(c->reading), err);
}

static nx_status report_lone(cutter *c, nx_error *err)
{
	nx_page_part *part = &c->held;
	nx_status st;

	if (part->why.status != NX_OK)
		return nx_reading_refuse(c->reading, 0, &part->why, err);
	if (part->lines == 0 && !c->begun)
		return nx_reading_warn(c->reading, 0, err, "empty file");
	st = nx_reading_warn_mended(c->reading, 1, &part->mending, err);
	return st == NX_OK ? nx_reading_page(c->reading, &part->article, err) : st;
}

static nx_status report_one_of_many(cutter *c, nx_error *err)
{
	nx_page_part *part = &c->held;
	nx_error why = NX_ERROR_INIT;
	nx_status st;

	c->count++;
	c->reading->line = part->line;
	if (part->why.status == NX_OK && nx_article_is_empty(&part->article))
		nx_fail(&part->why, NX_ERR_FORMAT,
			"no article in it: neither title nor text found");
	if (part->why.status != NX_OK) {
		nx_fail(&why, part->why.status, "line %" PRIu64 ": %s", part->line, part->why.text);
		return nx_reading_refuse(c->reading, c->count, &why, err);
	}
	st = nx_reading_warn_mended(c->reading, c->count, &part->mending, err);
	return st == NX_OK ? nx_reading_article(c->reading, c->count, &part->article, err) : st;
}

static nx_status report(cutter *c, nx_error *err)
{
	nx_status st = read_part(c, &c->held, err);

	if (st != NX_OK)
		return st;
	if (c->held.too_long)
		nx_fail(&c->held.why, NX_ERR_LIMIT, "longer than %zu bytes, the limit of a page",
			NX_PAGE_LIMIT);
	return c->count || c->pending ? report_one_of_many(c, err) : report_lone(c, err);
}

/* The mark did part articles: what stands above it is one, unless it is what an
 * export says of itself before its first document. */
static nx_status cut(cutter *c, bool is_article, nx_error *err)
{
	nx_status st = NX_OK;

	if (is_article)
		st = report(c, err);
	else
		st = nx_reading_warn(c->reading, 0, err,
			"lines %" PRIu64 " to %" PRIu64 " stand before the first article and are "
			"left out",
			c->held.line, c->next.line - 1);
	nx_page_part_release(&c->held);
	c->held = c->next;
	nx_page_part_init(&c->next, c->held.end);
	c->cut = c->mark;
	c->begun = true;
	return st;
}

static bool is_known(const cutter *c, const nx_page_mark *mark)
{
	return c->cut.level != NX_PAGE_TEXT && c->cut.key == mark->key;
}

static void join(cutter *c)
{
	nx_page_part_join(&c->held, &c->next);
	if (c->held.end - c->held.start > NX_PAGE_LIMIT) {
		c->held.too_long = true;
		c->held.start = c->held.end;
	}
}

/* Decide about the mark between the two parts. */
static nx_status settle(cutter *c, nx_error *err)
{
	bool known = is_known(c, &c->mark), is_article, begins;
	nx_status st = NX_OK;

	/* What has grown by joining is read again only when it has doubled. */
	if (!nx_page_part_is_article(&c->held) &&
		c->held.end - c->held.start >= 2 * c->held.read_bytes)
		st = read_part(c, &c->held, err);
	if (st == NX_OK)
		st = read_part(c, &c->next, err);
	if (st != NX_OK)
		return st;
	is_article = nx_page_part_is_article(&c->held) || c->held.why.status != NX_OK ||
		     (c->begun && (known || c->mark.level == NX_PAGE_NAMED));
	begins = nx_page_part_begins(
		&c->next, bytes_of(c, &c->next), bytes_of(c, &c->held), &c->mark, known);
	if (begins && (is_article || c->mark.level == NX_PAGE_NAMED))
		st = cut(c, is_article, err);
	else
		join(c);
	c->pending = false;
	return st;
}

/* Is the mark one where it stands? */
static bool counts(cutter *c, const nx_page_part *open, const nx_page_mark *mark)
{
	bool known = is_known(c, mark);

	if (mark->level == NX_PAGE_TEXT || c->mid_line)
		return false;
	/* A writer who rules off each section, and never an article. */
	if (mark->level <= NX_PAGE_WEAK && c->held.joins >= JOINS_MOST)
		return false;
	if (mark->url.p) {
		if (open->lines == 0)
			c->url_led |= !c->begun && !c->pending;
		return c->url_led && open->lines > 0 && !nx_page_part_is_head(open);
	}
	if (c->cut.level && !known && mark->level <= c->cut.level)
		return false;
	if (open->lines == 0 || mark->level == NX_PAGE_NAMED || (known && !c->underlined))
		return true;
	if (nx_page_part_is_head(open)) {
		c->underlined = true;
		return false;
	}
	return true;
}

static nx_status take_mark(
	cutter *c, const nx_page_mark *mark, size_t start, size_t end, nx_error *err)
{
	nx_page_part *open = c->pending ? &c->next : &c->held;
	nx_status st = NX_OK;

	if (open->lines == 0) {
		/* One mark of several lines, or one above the first article. */
		if (!c->pending || mark->level >= c->mark.level)
			c->mark = *mark;
		c->begun |= !c->pending;
		nx_page_part_init(open, end);
		return st;
	}
	if (c->pending)
		st = settle(c, err);
	c->pending = true;
	c->mark = *mark;
	nx_page_part_init(&c->next, mark->url.p ? start : end);
	return st;
}

static nx_status take_line(cutter *c, size_t start, size_t end, nx_error *err)
{
	nx_str line = nx_str_slice(nx_buf_str(&c->raw), start, end);
	nx_page_mark mark = nx_page_mark_of(line);
	nx_page_part *open = c->pending ? &c->next : &c->held;
	nx_status st = NX_OK;

	if (!counts(c, open, &mark)) {
		/* A rule in a head is no text of it. */
		nx_page_part_add(open, mark.level && !mark.url.p ? NX_STR("") : line, c->line, end);
		return st;
	}
	st = take_mark(c, &mark, start, end, err);
	if (st == NX_OK && mark.url.p)
		nx_page_part_add(&c->next, line, c->line, end);
	return st;
}

static nx_status finish(cutter *c, nx_error *err)
{
	nx_status st = NX_OK;

	if (c->pending && c->next.lines > 0)
		st = settle(c, err);
	c->pending = false;
	return st == NX_OK ? report(c, err) : st;
}

/* Forget what was reported, but not each time: the rest has to be moved. */
static void drop_reported(cutter *c)
{
	size_t dead = c->held.start;

	if (dead < DEAD_BYTES || dead < c->raw.n / 2)
		return;
	memmove(c->raw.p, c->raw.p + dead, c->raw.n - dead);
	c->raw.n -= dead;
	c->offset += dead;
	c->scan -= dead;
	c->newline = c->newline > dead ? c->newline - dead : 0;
	c->looked = c->looked > dead ? c->looked - dead : 0;
	c->held.start -= dead, c->held.end -= dead;
	c->next.start -= dead, c->next.end -= dead;
}

/* A part beyond the limit is judged by what there is of it; the bytes of its rest
 * are only looked at for the next mark. `upto` is the end of what was read. */
static nx_status drop_long(cutter *c, size_t upto, nx_error *err)
{
	nx_status st = NX_OK;

	if (c->pending && upto - c->next.start > NX_PAGE_LIMIT)
		st = settle(c, err);
	if (c->pending || upto - c->held.start <= NX_PAGE_LIMIT)
		return st;
	c->held.too_long = true;
	c->mid_line |= c->scan < upto;
	c->held.start = c->held.end = c->scan = upto;
	return st;
}

/* More bytes to find the end of a line in. */
static nx_status fill(cutter *c, nx_error *why)
{
	nx_str chunk;
	nx_status st;

	drop_reported(c);
	st = nx_stream_read(c->reading->stream, &chunk, why);
	c->ended = st == NX_OK && chunk.n == 0;
	if (st != NX_OK)
		return st;
	nx_buf_add(&c->raw, chunk);
	return nx_buf_status(&c->raw, why);
}

/* The end of the line at c->scan, its LF included; c->scan when it is not there yet.
 * A form feed is a line of its own. */
static size_t line_end(cutter *c)
{
	const char *p = c->raw.p, *found;
	size_t n;

	if (c->newline <= c->scan) {
		size_t from = c->looked > c->scan ? c->looked : c->scan;

		found = memchr(p + from, '\n', c->raw.n - from);
		c->looked = found ? (size_t)(found - p) + 1 : c->raw.n;
		if (!found && !c->ended)
			return c->scan;
		c->newline = c->looked;
	}
	n = c->newline;
	found = memchr(p + c->scan, '\f', n - c->scan);
	if (found)
		n = (size_t)(found - p) + (found == p + c->scan);
	return n;
}

static nx_status take_lines(cutter *c, nx_error *err)
{
	nx_status st = NX_OK;
	size_t end;

	while (st == NX_OK && c->scan < c->raw.n && (end = line_end(c)) > c->scan) {
		bool whole = c->raw.p[end - 1] == '\n';
		size_t start = c->scan;

		c->scan = end;
		c->line += c->new_line;
		c->new_line = whole;
		st = take_line(c, start, end, err);
		c->mid_line &= !whole;
		if (st == NX_OK)
			st = drop_long(c, c->scan, err);
	}
	return st;
}

static nx_status read_page(nx_reading *reading, nx_error *err)
{
	cutter c = { .reading = reading, .raw = NX_BUF_INIT, .new_line = true };
	nx_error why = NX_ERROR_INIT;
	nx_status st = NX_OK, stream = NX_OK;

	nx_page_part_init(&c.held, 0);
	nx_page_part_init(&c.next, 0);
	while (st == NX_OK && !c.ended) {
		stream = fill(&c, &why);
		if (stream != NX_OK)
			break;
		st = take_lines(&c, err);
		if (st == NX_OK)
			st = drop_long(&c, c.raw.n, err);
	}
	if (stream == NX_ERR_NOMEM)
		st = nx_fail(err, stream, "%s", why.text);
	else if (stream != NX_OK)
		st = nx_reading_refuse(reading, 0, &why, err);
	else if (st == NX_OK)
		st = finish(&c, err);
	nx_page_part_release(&c.held);
	nx_page_part_release(&c.next);
	nx_buf_release(&c.raw);
	return st;
}

/* Anything that is text can be a page, so that this is the last resort. */
static int detect(nx_str head, nx_str name)
{
	(void)head, (void)name;
	return 1;
}

const nx_reader nx_page_reader = { NX_FORMAT_PAGE, detect, read_page };
