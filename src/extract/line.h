/* The lines of a page and what can be seen of each without its neighbours. */
#ifndef NX_EXTRACT_LINE_H
#define NX_EXTRACT_LINE_H

#include <stdint.h>

#include "newsidx/buf.h"

/* Features that are there or not. */
enum {
	NX_LINE_SENTENCE_END = 1 << 0, /* . ؟ ! at the end, quotes and brackets aside */
	NX_LINE_FULL_STOP = 1 << 1,    /* that mark is a full stop */
	NX_LINE_COLON_END = 1 << 2,
	NX_LINE_ELLIPSIS_END = 1 << 3,
	NX_LINE_BULLET = 1 << 4,
	NX_LINE_CREDIT_END = 1 << 5, /* (an agency or a photographer) at the end */
	NX_LINE_FILE_NAME = 1 << 6,
	NX_LINE_URL = 1 << 7,
	NX_LINE_DIGIT = 1 << 8,
	NX_LINE_ARABIC = 1 << 9, /* has Arabic letters */
	NX_LINE_LATIN = 1 << 10, /* has Latin letters */
	NX_LINE_DATE_ONLY = 1 << 11,
	NX_LINE_CRUMB = 1 << 12, /* a path from the front page to this one */
	NX_LINE_MENU = 1 << 13,  /* many short names in a row */
	NX_LINE_HASHTAGS = 1 << 14,
	NX_LINE_DATED = 1 << 15,  /* a date among few other words */
	NX_LINE_LEARNT = 1 << 16, /* other articles of the source have it */
	NX_LINE_CAPTION = 1 << 17 /* called the legend of a picture, "archive photo: ..." */
};

/* What a line is to the article. */
typedef enum nx_role {
	NX_ROLE_UNKNOWN = 0,
	NX_ROLE_TITLE,
	NX_ROLE_HEADLINE, /* the title again, or another wording of it */
	NX_ROLE_SUBTITLE, /* a line of its own right above or below the title */
	NX_ROLE_DATE,
	NX_ROLE_BYLINE,
	NX_ROLE_SOURCE,
	NX_ROLE_CAPTION,
	NX_ROLE_TAG,
	NX_ROLE_SECTION,
	NX_ROLE_URL,
	NX_ROLE_BODY,
	NX_ROLE_SUBHEAD, /* stands in the body without being a paragraph */
	NX_ROLE_LINK,    /* leads to another article */
	NX_ROLE_FURNITURE,
	NX_ROLE_TAIL /* below the article */
} nx_role;

#define NX_LINE_NONE UINT32_MAX

typedef struct nx_line {
	nx_str text;      /* trimmed, never empty, in the page */
	uint64_t hash;    /* of the fold; of the text when the line is not folded */
	size_t fold;      /* byte of nx_lines.folds */
	uint32_t fold_n;  /* 0: longer than NX_FOLD_BYTES, or without a letter or digit */
	uint32_t marks;   /* NX_MARK_*: by whole line, first words, label or any words */
	uint32_t flags;   /* NX_LINE_* */
	uint32_t cps;     /* code points */
	uint32_t words;   /* runs of non-space */
	uint32_t first;   /* index of the first line with this hash: own index if none */
	uint32_t repeats; /* number of lines with this hash, counted at the first */
	uint32_t value;   /* byte where what a label names begins; 0 without a label */
	uint16_t stops;   /* commas, colons, full stops and their kin */
	uint16_t gaps;    /* runs of two spaces or more */
	uint8_t role;     /* nx_role, filled by nx_anatomy_find() */
	bool blank_before;
	bool is_wording; /* a headline that words the title anew */
} nx_line;

/* Lines of more bytes are paragraphs, where no phrase is looked for. */
#define NX_FOLD_BYTES 400

typedef struct nx_lines {
	nx_line *items;
	uint32_t count;
	size_t cap;
	nx_buf page;  /* the page when it had to be cleaned, else unused */
	nx_buf folds; /* the folded lines */
	bool arabic;  /* more Arabic than Latin letters in all */
} nx_lines;

#define NX_LINES_INIT                                                                              \
	{                                                                                          \
		NULL, 0, 0, NX_BUF_INIT, NX_BUF_INIT, false                                        \
	}

/* Split the page, which must stay where it is, and look at each line. Lines that
 * are blank are left out. Call nx_phrases_load() before. On failure the lines can
 * only be released. */
nx_status nx_lines_read(nx_lines *lines, nx_str page, nx_error *err);
void nx_lines_release(nx_lines *lines);

nx_str nx_line_fold(const nx_lines *lines, const nx_line *line);
/* What the label of the line names; the line itself when it has no label. */
nx_str nx_line_value(const nx_line *line);

/* Fill in what can be seen of one line, whose text this is; the fold is appended to
 * `folds`, whose sticky error tells of lacking memory. */
void nx_line_examine(nx_line *line, nx_str text, nx_buf *folds);

/* True when the text is of words that stand beside dates, and of nothing else. */
bool nx_text_is_date_words(nx_str text);

#endif
