/* HTML as tags and text. */
#ifndef NX_INGEST_HTML_LEXER_H
#define NX_INGEST_HTML_LEXER_H

#include "ingest/html_tag.h"

typedef enum nx_html_kind {
	NX_HTML_END = 0, /* of the input */
	NX_HTML_TEXT,
	NX_HTML_START_TAG,
	NX_HTML_END_TAG
} nx_html_kind;

typedef struct nx_html_token {
	nx_html_kind kind;
	nx_html_tag tag;
	nx_str text; /* the text; of a tag its name */
	nx_str attributes;
	bool verbatim; /* a text without character references: a script, CDATA */
	bool self_closing;
} nx_html_token;

typedef struct nx_html_lexer {
	nx_str html;
	size_t pos;
	nx_html_tag raw;   /* whose content comes next */
	bool no_cdata_end; /* none lies ahead: not to be looked for again */
} nx_html_lexer;

#define NX_HTML_LEXER(html) ((nx_html_lexer){ html, 0, NX_TAG_NONE, false })

/* Read the next token; comments, doctypes and instructions are passed over. The
 * token's strings are parts of the input. A tag that the input's end cuts is dropped.
 *
 * This is the tokenizer of the HTML standard, section 13.2.5, but for the scripts
 * within scripts. libxml2 has a parser too, whose time grows with the square of the
 * attributes of one tag and of the end tags that close nothing: half a megabyte of
 * them takes it six seconds. */
nx_html_kind nx_html_next(nx_html_lexer *lexer, nx_html_token *token);

/* Cut the next attribute off *attributes; an attribute without value has an empty
 * one. The value still has its character references. False at the end. */
bool nx_html_attribute(nx_str *attributes, nx_str *name, nx_str *value);
/* The value of one attribute, NX_STR_NULL when it is not there. */
nx_str nx_html_attribute_of(nx_str attributes, const char *name);

/* Append the text with its character references resolved. */
void nx_html_unescape(nx_buf *out, nx_str text);
/* Length of the character reference that the text begins with, 0 for none; if
 * `cp` is not NULL, with the code point. The semicolon is part of it; numbers and a
 * few names go without. */
size_t nx_html_reference(nx_str text, unsigned *cp);

/* ASCII only. */
bool nx_html_is_space(char c);
bool nx_html_same(nx_str a, const char *b);

#endif
