/* The characters of a query: white space, quotation marks, field names. */
#ifndef NX_QUERY_LEX_H
#define NX_QUERY_LEX_H

#include "newsidx/query.h"

typedef struct lexer {
	nx_str text; /* without bidi controls */
	size_t pos;
} lexer;

typedef struct lex_field_name {
	const char *name; /* with its colon */
	nx_node_kind kind;
	bool in_title;
} lex_field_name;

/* The code point at the lexer's place, 0 at the end; *next is behind it. */
unsigned lex_look(const lexer *lex, size_t *next);
/* Go on to the next visible character; false when there is none. */
bool lex_skip_spaces(lexer *lex);
/* Take a quoted text; without its closing mark it goes to the end. False when no
 * quotation mark stands here. */
bool lex_quoted(lexer *lex, nx_str *out);
/* Take the text up to white space or a quotation mark. */
nx_str lex_word(lexer *lex);
/* Take a field's name with something behind it, or return NULL. */
const lex_field_name *lex_field(lexer *lex);
/* Append `text` without the marks that turn it around on the screen. */
void lex_drop_bidi(nx_buf *out, nx_str text);

#endif
