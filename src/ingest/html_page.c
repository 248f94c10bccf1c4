#include "ingest/html_page.h"

#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "newsidx/fold.h"

/* A headline has no more bytes. */
#define HEADLINE_BYTES 600
/* Shorter lines are running text only if they end a sentence. */
#define PROSE_CPS 60
#define SENTENCE_CPS 30
/* One giant line must not outweigh all others. */
#define PROSE_MOST 500
#define COMMA_WEIGHT 50
#define COMMAS_MOST 6
/* Words of a headline that are compared. */
#define WORDS 48

bool nx_html_line_is_link(const nx_html_line *line)
{
	return line->link_cps * 10 >= line->cps * 7;
}

static bool ends_sentence(nx_str s)
{
	static const char *const ends[] = { ".", "!", "؟", ":", "…", "\"", "»", "”", ")" };

	for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
		if (nx_str_ends(s, nx_str_from(ends[i])))
			return true;
	return false;
}

static uint32_t weigh(const nx_html_page *page, uint32_t i)
{
	const nx_html_line *line = &page->lines.items[i];
	uint32_t cps = line->cps, commas = line->commas, weight;

	if (line->link_cps * 2 > cps || cps < SENTENCE_CPS ||
		(cps < PROSE_CPS && !ends_sentence(nx_html_line_text(&page->lines, i))))
		return 0;
	weight = (cps < PROSE_MOST ? cps : PROSE_MOST) +
		 COMMA_WEIGHT * (commas < COMMAS_MOST ? commas : COMMAS_MOST);
	return (uint32_t)((uint64_t)weight * (cps - line->link_cps) / cps);
}

uint64_t nx_html_fold_hash(nx_str text)
{
	nx_buf fold = NX_BUF_INIT;
	uint64_t hash;

	nx_fold(&fold, text);
	hash = fold.n && !fold.failed ? nx_hash(nx_buf_str(&fold)) | 1 : 0;
	nx_buf_release(&fold);
	return hash;
}

nx_status nx_html_page_read(nx_html_page *page, nx_str html, nx_error *err)
{
	nx_status st;
	uint32_t i;

	*page = (nx_html_page){ .lines = NX_HTML_LINES_INIT, .arena = NX_ARENA_INIT };
	st = nx_html_tree_read(&page->tree, html, err);
	if (st == NX_OK)
		st = nx_html_lines_read(&page->lines, &page->tree, NX_HTML_FLOW, err);
	if (st != NX_OK)
		return st;
	page->marks = calloc(page->tree.count + 1u, sizeof *page->marks);
	page->prose = calloc(page->lines.count + 1u, sizeof *page->prose);
	page->hashes = calloc(page->lines.count + 1u, sizeof *page->hashes);
	if (!page->marks || !page->prose || !page->hashes)
		return nx_fail(err, NX_ERR_NOMEM, "out of memory for a page");
	for (i = 0; i < page->lines.count; i++) {
		nx_str text = nx_html_line_text(&page->lines, i);

		page->prose[i + 1] = page->prose[i] + weigh(page, i);
		if (text.n <= HEADLINE_BYTES)
			page->hashes[i] = nx_html_fold_hash(text);
	}
	return NX_OK;
}

void nx_html_page_release(nx_html_page *page)
{
	nx_html_tree_release(&page->tree);
	nx_html_lines_release(&page->lines);
	nx_arena_release(&page->arena);
	free(page->marks);
	free(page->prose);
	free(page->hashes);
	free(page->facts);
}

unsigned nx_html_line_marks(const nx_html_page *page, uint32_t line)
{
	return page->marks[page->lines.items[line].first];
}

bool nx_html_line_is_off(const nx_html_page *page, uint32_t line)
{
	return nx_html_line_marks(page, line) & (NX_NODE_OFF | NX_NODE_FOOT);
}

uint32_t nx_html_line_prose(const nx_html_page *page, uint32_t line)
{
	return page->prose[line + 1] - page->prose[line];
}

uint32_t nx_html_node_prose(const nx_html_page *page, uint32_t node)
{
	uint32_t end = page->tree.nodes[node].end;

	return page->prose[nx_html_line_at(&page->lines, end)] -
	       page->prose[nx_html_line_at(&page->lines, node)];
}

/* Hashes of the words of the folded text. */
static size_t hash_words(uint64_t words[WORDS], nx_str text, nx_buf *fold)
{
	size_t n = 0;
	nx_str rest, word;

	nx_buf_clear(fold);
	nx_fold(fold, nx_str_slice(text, 0, HEADLINE_BYTES));
	rest = nx_buf_str(fold);
	while (n < WORDS && rest.n && nx_str_split(&rest, ' ', &word))
		words[n++] = nx_hash(word);
	return n;
}

int nx_html_likeness(nx_str a, nx_str b)
{
	uint64_t x[WORDS], y[WORDS];
	nx_buf fold = NX_BUF_INIT;
	size_t nx = hash_words(x, a, &fold), ny = hash_words(y, b, &fold), i, j, same = 0;
	size_t least = nx < ny ? nx : ny;

	nx_buf_release(&fold);
	for (i = 0; i < nx; i++) {
		for (j = 0; j < ny && y[j] != x[i]; j++)
			;
		if (j < ny) {
			y[j] = 0; /* each word answers for one */
			same++;
		}
	}
	return least ? (int)(same * 100 / least) : 0;
}
