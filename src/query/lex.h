/* The characters of a query: white space, quotation marks, operators, field names. */
#ifndef NX_QUERY_LEX_H
#define NX_QUERY_LEX_H

#include "newsidx/query.h"
#include "query/fields.h"

typedef struct lexer {
	nx_str text; /* without bidi controls */
	size_t pos;
} lexer;

/* Words and signs that join others. */
typedef enum joint { JOINT_NONE, JOINT_AND, JOINT_OR, JOINT_NOT, JOINT_NEAR } joint;

/* The code point at the lexer's place, 0 at the end; *next is behind it. */
unsigned lex_look(const lexer *lex, size_t *next);
/* Go on to the next visible character; false when there is none. */
bool lex_skip_spaces(lexer *lex);
/* Take a quoted text; without its closing mark it goes to the end. False when no
 * quotation mark stands here. */
bool lex_quoted(lexer *lex, nx_str *out);
/* Take the text up to white space, a quotation mark, a bracket or a bar. */
nx_str lex_word(lexer *lex);
/* Take the ASCII character `c` if it stands here. */
bool lex_take(lexer *lex, char c);
/* Take a number of any digits, at most `max`; false when none stands here. */
bool lex_number(lexer *lex, int max, int *out);
/* Take a joint that has the operands it needs: something behind it and, but for NOT,
 * `has_left` in front. *distance is that of NEAR. */
joint lex_joint(lexer *lex, bool has_left, int *distance);
/* Take a number and tilde before, or behind, a quoted text: "a b"~5. */
bool lex_tilde_before(lexer *lex, int *distance);
bool lex_tilde_behind(lexer *lex, int *distance);
/* Take a field's name and colon with a value behind them. *name is the name as typed,
 * also of what only looks like a field and is not taken. */
field lex_field(lexer *lex, nx_str *name);
/* Append `text` without the marks that turn it around on the screen. */
void lex_drop_bidi(nx_buf *out, nx_str text);

#endif
