#include "extract/tags.h"

#include "extract/phrase.h"
#include "newsidx/fold.h"
#include "newsidx/token.h"
#include "newsidx/utf8.h"

/* A page with more lines of tags than that has no tags, but a list. */
#define TAGS_MOST 200
/* Bounds for taking apart a list without separators. */
#define LIST_WORDS 60
#define PHRASE_WORDS 6
#define BODY_BYTES 16384
/* A list of so few words is one tag. */
#define ONE_TAG_WORDS 2

static bool parts_tags(unsigned cp)
{
	return cp == ',' || cp == 0x060C || cp == ';' || cp == 0x061B || cp == '|' || cp == '#' ||
	       cp == 0x2022 || cp == 0x00B7 || cp == '/' || cp == '\t' || cp == 0xBB || cp == 0xAB;
}

/* Is this separator, which begins at `at`, one that parts tags? A dash does between
 * spaces, two spaces do, quotation marks do not. */
static bool is_separator(nx_str list, size_t at, unsigned cp)
{
	bool space_before = at > 0 && list.p[at - 1] == ' ';

	if (cp == 0xAB || cp == 0xBB)
		return false;
	if (cp == ' ')
		return space_before;
	if (cp == '-' || (cp >= 0x2010 && cp <= 0x2015))
		return space_before && at + 1 < list.n;
	return parts_tags(cp);
}

/* A hash tag's underscores stand for spaces. */
static bool add_tag(nx_article *article, nx_str tag)
{
	nx_buf spaced = NX_BUF_INIT;
	bool ok = true;
	size_t i;

	tag = nx_str_trim(tag);
	if (tag.n == 0)
		return true;
	for (i = 0; i < tag.n; i++)
		nx_buf_addc(&spaced, tag.p[i] == '_' ? ' ' : tag.p[i]);
	if (!spaced.failed)
		ok = nx_article_add_tag(article, nx_str_trim(nx_buf_str(&spaced)));
	ok = ok && !spaced.failed;
	nx_buf_release(&spaced);
	return ok;
}

/* Cut the list at its separators; *count is the number of tags. */
static bool split_list(nx_article *article, nx_str list, size_t *count)
{
	size_t pos = 0, start = 0;

	*count = 0;
	while (pos <= list.n) {
		size_t at = pos;
		unsigned cp = pos < list.n ? nx_utf8_next(list, &pos) : 0;

		if (at < list.n && !is_separator(list, at, cp))
			continue;
		if (nx_str_trim(nx_str_slice(list, start, at)).n) {
			++*count;
			if (article && !add_tag(article, nx_str_slice(list, start, at)))
				return false;
		}
		start = pos;
		if (at == list.n)
			break;
	}
	return true;
}

struct word {
	nx_str raw;
	size_t start, end; /* of its fold */
};

static size_t read_words(struct word words[LIST_WORDS], nx_str list, nx_buf *fold)
{
	size_t count = 0;
	nx_str raw;

	while (count < LIST_WORDS && nx_str_split(&list, ' ', &raw)) {
		size_t mark = fold->n;

		if (fold->n)
			nx_buf_addc(fold, ' ');
		words[count].start = fold->n;
		nx_fold(fold, raw);
		if (fold->failed)
			return 0;
		if (fold->n == words[count].start) {
			fold->n = mark;
			continue;
		}
		words[count].raw = raw;
		words[count++].end = fold->n;
	}
	return count;
}

/* A list whose separators are lost: take the longest runs of its words that the
 * title or the body has too. */
static bool match_list(nx_article *article, nx_str list)
{
	nx_buf fold = NX_BUF_INIT, text = NX_BUF_INIT;
	struct word words[LIST_WORDS];
	size_t count, i, n;
	bool ok;

	nx_fold(&text, article->title);
	nx_buf_addc(&text, '\n');
	nx_fold(&text, nx_str_slice(article->body, 0, BODY_BYTES));
	count = read_words(words, list, &fold);
	ok = !fold.failed && !text.failed;
	for (i = 0; ok && i < count; i += n) {
		for (n = count - i < PHRASE_WORDS ? count - i : PHRASE_WORDS; n > 1; n--) {
			nx_str run = nx_str_slice(
				nx_buf_str(&fold), words[i].start, words[i + n - 1].end);

			if (nx_str_find(nx_buf_str(&text), run, 0) != (size_t)-1)
				break;
		}
		if (n > 1 || !nx_is_function_word(nx_str_slice(
				     nx_buf_str(&fold), words[i].start, words[i].end))) {
			const struct word *last = &words[i + n - 1];
			size_t length = (size_t)(last->raw.p - words[i].raw.p) + last->raw.n;

			ok = add_tag(article, (nx_str){ words[i].raw.p, length });
		}
	}
	nx_buf_release(&fold);
	nx_buf_release(&text);
	return ok;
}

static bool collect_line(nx_article *article, const nx_line *line)
{
	bool label = line->marks & NX_MARK_LABEL_TAGS;
	nx_str list = nx_line_value(line);
	size_t tags = 0, words = 1, i, pos = 0;

	if (label && !line->value)
		return true;
	if (line->flags & NX_LINE_BULLET) {
		nx_utf8_next(list, &pos);
		return add_tag(article, nx_str_slice(list, pos, list.n));
	}
	if (!label && !(line->flags & NX_LINE_HASHTAGS))
		return add_tag(article, list);
	for (i = 0; i < list.n; i++)
		words += list.p[i] == ' ';
	split_list(NULL, list, &tags);
	if (tags > 1 || words <= ONE_TAG_WORDS || list.p == NULL)
		return split_list(article, list, &tags);
	return match_list(article, list);
}

nx_status nx_tags_collect(nx_article *article, const nx_lines *lines, nx_error *err)
{
	uint32_t i;

	for (i = 0; i < lines->count && article->tag_count < TAGS_MOST; i++)
		if (lines->items[i].role == NX_ROLE_TAG && !collect_line(article, &lines->items[i]))
			return nx_fail(err, NX_ERR_NOMEM, "out of memory for the tags of a page");
	return NX_OK;
}
