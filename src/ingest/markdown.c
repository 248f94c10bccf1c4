#include "ingest/markdown.h"

#include "ingest/reader.h"
#include "newsidx/extract.h"

/* "---" alone could be a rule or a page's ornament; a key under it makes it front
 * matter. */
static bool opens_front_matter(nx_str head)
{
	nx_str line;
	size_t i = 0;

	if (!nx_str_split(&head, '\n', &line) || !nx_str_starts(line, NX_STR("---")) ||
		nx_str_trim(line).n != 3)
		return false;
	if (!nx_str_split(&head, '\n', &line))
		return false;
	while (i < line.n && ((line.p[i] >= 'a' && line.p[i] <= 'z') ||
				     (line.p[i] >= 'A' && line.p[i] <= 'Z') || line.p[i] == '_'))
		i++;
	return i > 0 && i < line.n && line.p[i] == ':';
}

static int detect(nx_str head, nx_str name)
{
	if (opens_front_matter(head))
		return 90;
	return nx_str_ends(name, NX_STR(".md")) || nx_str_ends(name, NX_STR(".markdown")) ? 60 : 0;
}

/* The title goes through with the rest, above it unless a heading says where it
 * belongs: it is how the extractor sees where the article begins. */
nx_status nx_markdown_article(
	nx_article *article, nx_str text, nx_front_matter *front, nx_error *err)
{
	nx_buf page = NX_BUF_INIT, lines = NX_BUF_INIT, title = NX_BUF_INIT;
	bool titled;
	nx_status st;

	st = nx_front_matter_read(article, text, front, err);
	if (st != NX_OK)
		goto done;
	nx_buf_add(&title, article->title);
	st = nx_markdown_text(&lines, &title, &titled, front->body, err);
	if (st != NX_OK)
		goto done;
	if (!article->title.n && title.n)
		article->title = nx_arena_str(&article->arena, nx_buf_str(&title));
	if (title.n && !titled) {
		nx_buf_add(&page, nx_buf_str(&title));
		nx_buf_addc(&page, '\n');
	}
	nx_buf_add(&page, nx_buf_str(&lines));
	st = nx_buf_status(&page, err);
	if (st == NX_OK)
		st = nx_extract_page(article, nx_buf_str(&page), err);
	if (st == NX_OK && article->arena.failed)
		st = nx_fail(err, NX_ERR_NOMEM, "out of memory");
done:
	nx_buf_release(&page);
	nx_buf_release(&lines);
	nx_buf_release(&title);
	return st;
}

static nx_status read_markdown(nx_reading *reading, nx_error *err)
{
	nx_buf text = NX_BUF_INIT;
	nx_front_matter front;
	nx_article article;
	nx_status st;

	nx_article_init(&article);
	st = nx_reading_text(reading, &text, err);
	if (st != NX_OK || text.n == 0)
		goto done;
	st = nx_markdown_article(&article, nx_buf_str(&text), &front, err);
	if (st == NX_OK && front.bad_line)
		st = nx_reading_warn(
			reading, 1, err, "front matter, line %zu: %s", front.bad_line, front.why);
	if (st == NX_OK && front.bad_date.p)
		st = nx_reading_warn(reading, 1, err,
			"front matter: its date cannot be read: \"%.*s\"", NX_FMT(front.bad_date));
	if (st == NX_OK)
		st = nx_reading_page(reading, &article, err);
done:
	nx_article_release(&article);
	nx_buf_release(&text);
	return st;
}

const nx_reader nx_markdown_reader = { NX_FORMAT_MARKDOWN, detect, read_markdown };
