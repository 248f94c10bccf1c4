/* Markdown with front matter, as text and record. */
#ifndef NX_INGEST_MARKDOWN_H
#define NX_INGEST_MARKDOWN_H

#include "ingest/json_parse.h"
#include "ingest/record.h"

/* What stands between fences above the text: YAML (---), TOML (+++) or a JSON object,
 * as site generators write it. All 0 before it is read and after it was released. */
typedef struct nx_front_matter {
	nx_str body;      /* the text after it; all of the text when there is none */
	size_t body_line; /* number of its first line in the text, from 1 */
	size_t bad_line;  /* line where the front matter stops making sense, or 0 */
	char why[128];    /* the reason for that */
	nx_record record; /* its values, without a text */
	nx_str summary;   /* which is the text only when there is no other */
	json_t *tree;     /* an object */
	nx_arena texts;
} nx_front_matter;

/* Read the front matter of `text`, UTF-8 with LF, which must outlive *out. Malformed
 * front matter is no failure: keys before `bad_line` count, of YAML also the lines
 * "key: value" after it, and it is not part of the body. NX_OK or NX_ERR_NOMEM. */
nx_status nx_front_matter_read(
	nx_front_matter *out, nx_str text, const nx_ingest_options *options, nx_error *err);
void nx_front_matter_release(nx_front_matter *front);

/* Does YAML or TOML begin at the start of a text, below empty lines at most? This is
 * its head. */
bool nx_front_matter_opens(nx_str head);
/* Does a JSON object with another text below it? Alone it would be a document. */
bool nx_front_matter_is_json(nx_str text);
/* The byte of the line "---" behind the first text, where YAML front matter with a
 * title or two known keys begins; (size_t)-1 when there is none. */
size_t nx_front_matter_next(nx_str text, const nx_ingest_options *options);

/* The notations (markdown_yaml.c, markdown_toml.c), put into `root`, an empty object.
 * What cannot be read is told with *bad_line, counted from 1 at the first line of
 * `text`, and `why`; what stands before it is in the tree. */
nx_status nx_yaml_parse(json_t *root, nx_str text, size_t *bad_line, char why[128], nx_error *err);
nx_status nx_toml_parse(json_t *root, nx_str text, size_t *bad_line, char why[128], nx_error *err);
/* Objects in objects, and lists, that they look into. */
#define NX_FRONT_DEPTH 16

/* A document, and what was not read of it yet. */
typedef struct nx_markdown nx_markdown;
/* NX_OK or NX_ERR_NOMEM, with *out NULL. */
nx_status nx_markdown_open(nx_markdown **out, nx_str markdown, nx_error *err);
/* May be NULL. */
void nx_markdown_close(nx_markdown *document);
/* Headings of level 1 that stand in the document itself, not in a quote or list. */
size_t nx_markdown_headings(const nx_markdown *document);
/* Does one of them come next? */
bool nx_markdown_at_heading(const nx_markdown *document);

/* What a reader of a document, or of a part of it, sees. */
typedef struct nx_markdown_part {
	nx_buf text;        /* one block a line */
	nx_buf captions;    /* of images, one a line; not in `text` */
	nx_buf subheadings; /* the headings in `text`, one a line */
	nx_buf title;       /* if empty when the part is read, its first heading of level 1 */
	bool titled;        /* a heading with the title stands in `text` */
	size_t line;        /* of the document, where it begins; 0 for an empty part */
} nx_markdown_part;

void nx_markdown_part_release(nx_markdown_part *part);
/* Append what is left of the document (CommonMark with what is common beyond it) to
 * the part, or with `split` only what stands before its next heading of level 1: no
 * markup, no HTML tags; a list item, a line of code, a row of a table is a line. Headings that repeat the title are left out. False when nothing
 * was left. Lack of memory is told by part->text.failed. */
bool nx_markdown_read(nx_markdown *document, bool split, nx_markdown_part *part);

/* Lines as they were, but without what would take the parser long: quotes and lists
 * nested beyond reason; and without invisible marks before the marks of a block.
 * Appended to `out`. */
void nx_markdown_tame(nx_buf *out, nx_str text);
/* Marks in the text of a block, control characters that no other part of it has: where
 * a line of the source ends, and before and after code. */
#define NX_MARKDOWN_LINE_END '\x1E'
#define NX_MARKDOWN_CODE '\x1F'
/* The text of a block without what dialects add to CommonMark and no reader sees:
 * footnote marks, wiki links, shortcodes, fences of boxes, marks of strikethrough and
 * highlighting. Code stays as it is. Appended to `out`. */
void nx_markdown_unmark(nx_buf *out, nx_str text);
/* The text of a paragraph as lines: the rows of a table, or what was wrapped joined.
 * Appended to `out`. */
void nx_markdown_lay_out(nx_buf *out, nx_str text);

/* The article that front matter and the text below it make. *report is filled in. */
nx_status nx_markdown_article(
	nx_article *article, const nx_front_matter *front, nx_record_report *report, nx_error *err);

#endif
