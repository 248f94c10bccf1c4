/* One item of a query: a word with its signs, a phrase, a field with its value, a
 * bracket. */
#include "newsidx/utf8.h"
#include "query/parts.h"

static bool open_bracket(lexer *lex)
{
	size_t next;
	unsigned cp = lex_look(lex, &next);

	if (lex->pos >= lex->text.n || (cp != '(' && cp != 0xFF08))
		return false;
	lex->pos = next;
	return true;
}

/* A bracket, whose opening one has been taken, with its words in `around`. */
static nx_node *parse_bracket(parser *p, field around)
{
	field before = p->around;
	nx_node *node;

	if (p->above + p->depth == NX_QUERY_DEPTH) {
		if (p->ignored++ == 0)
			parse_note(p, "brackets within more than %d others are left out",
				NX_QUERY_DEPTH);
		return NULL;
	}
	p->around = around;
	p->depth++;
	node = parse_group(p);
	p->depth--;
	p->around = before;
	return node;
}

nx_column column_of(field f)
{
	return f.kind == FIELD_TITLE  ? NX_COLUMN_TITLE
	       : f.kind == FIELD_BODY ? NX_COLUMN_BODY
				      : NX_COLUMN_ANY;
}

/* The words of "a b"~5, in any form. */
static nx_node *near_of_phrase(parser *p, const nx_node *phrase, int distance)
{
	nx_node *node = node_new(p->arena, NX_NODE_NEAR, phrase->text);
	size_t i;

	if (!node)
		return NULL;
	node->distance = distance;
	node->column = phrase->column;
	for (i = 0; i < phrase->term_count; i++) {
		nx_node *word = node_new(p->arena, NX_NODE_WORD, phrase->terms[i].fold);

		if (!word)
			return NULL;
		word->column = phrase->column;
		word->form = phrase->form;
		word->terms = &phrase->terms[i];
		word->term_count = 1;
		node_add(p->arena, node, word);
	}
	return node;
}

static nx_str cut_end(nx_str text, size_t n)
{
	return nx_str_slice(text, 0, text.n - n);
}

/* The star behind a word, the tilde and its one or two: "word~", "word~2". */
static nx_form form_behind(nx_str *text, nx_form form)
{
	static const nx_str tildes[] = { { "~", 1 }, { "~1", 2 }, { "~2", 2 }, { "~\xD9\xA1", 3 },
		{ "~\xD9\xA2", 3 } };
	static const nx_str star = { "*", 1 };
	size_t i;

	if (form != NX_FORM_ANY)
		return form;
	if (text->n > 1 && nx_str_ends(*text, star)) {
		*text = cut_end(*text, 1);
		return NX_FORM_PREFIX;
	}
	for (i = 0; i < sizeof tildes / sizeof *tildes; i++)
		if (text->n > tildes[i].n && nx_str_ends(*text, tildes[i])) {
			*text = cut_end(*text, tildes[i].n);
			return NX_FORM_FUZZY;
		}
	return form;
}

static nx_form form_before(lexer *lex)
{
	if (lex_take(lex, '='))
		return lex_take(lex, '=') ? NX_FORM_EXACT : NX_FORM_WRITTEN;
	return lex_take(lex, '~') ? NX_FORM_FUZZY : NX_FORM_ANY;
}

/* A sign that does not fit what it stands at is left out, and said. */
static void check_form(parser *p, nx_node *node)
{
	if (node->form == NX_FORM_FUZZY && node->term_count > 1) {
		node->form = NX_FORM_ANY;
		parse_note(p, "~ goes with one word; \"%.*s\" is searched for as written",
			NX_FMT(node->text));
	}
	if (node->form == NX_FORM_FUZZY && !nx_spelling_limit(node->terms[0].fold)) {
		node->form = NX_FORM_ANY;
		parse_note(p, "\"%.*s\" is too short for variants of its spelling",
			NX_FMT(node->text));
	}
	if (node->form == NX_FORM_PREFIX &&
		nx_utf8_length(node->terms[node->term_count - 1].fold) < 2) {
		node->form = NX_FORM_WRITTEN;
		parse_note(p, "\"%.*s*\" is too short to be the beginning of words",
			NX_FMT(node->text));
	}
	if (node->form == NX_FORM_ANY && node->text.n > 1 && node->text.p[0] == '*')
		parse_note(p, "* means something only behind a word: \"%.*s\"", NX_FMT(node->text));
}

/* NULL for a node without words, and when there are enough in the query. */
static nx_node *count_words(parser *p, nx_node *node)
{
	size_t room = NX_QUERY_WORDS - p->words;

	if (!node || !node->term_count)
		return NULL;
	if (node->term_count > room) {
		if (!p->full)
			parse_note(p, "only the first %d words are searched for", NX_QUERY_WORDS);
		p->full = true;
		node->term_count = room;
	}
	p->words += node->term_count;
	return node->term_count ? node : NULL;
}

nx_node *parse_words(parser *p, nx_column column)
{
	int distance = 0;
	bool near = lex_tilde_before(&p->lex, &distance), quoted;
	nx_form form = near ? NX_FORM_ANY : form_before(&p->lex);
	nx_str text;
	nx_node *node;

	quoted = lex_quoted(&p->lex, &text);
	if (!quoted)
		text = lex_word(&p->lex);
	else if (!near)
		near = lex_tilde_behind(&p->lex, &distance);
	if (!quoted)
		form = form_behind(&text, form);
	node = node_new(p->arena, quoted ? NX_NODE_PHRASE : NX_NODE_WORD, text);
	if (!node)
		return NULL;
	node->column = column;
	node->form = form;
	node_add_terms(p->arena, node);
	if (!count_words(p, node))
		return NULL;
	check_form(p, node);
	if (near && node->term_count > NX_QUERY_NEAR)
		parse_note(p, "a phrase of more than %d words is searched for as written",
			NX_QUERY_NEAR);
	return near && node->term_count > 1 && node->term_count <= NX_QUERY_NEAR
		       ? near_of_phrase(p, node, distance)
		       : node;
}

/* NULL where no date stands, the lexer not moved, and for one date too many. */
static nx_node *parse_days(parser *p, field f)
{
	bool mentioned = f.kind == FIELD_MENTIONS;
	nx_str text;
	size_t start = p->lex.pos;
	nx_node *node =
		node_new(p->arena, mentioned ? NX_NODE_MENTIONS : NX_NODE_DATE, NX_STR_NULL);
	bool read;

	if (!node)
		return NULL;
	if (lex_quoted(&p->lex, &text))
		read = days_read(
			text, &p->query->today, mentioned, &node->first_day, &node->last_day);
	else
		read = days_take(
			&p->lex, &p->query->today, mentioned, &node->first_day, &node->last_day);
	if (!read) {
		p->lex.pos = start;
		return NULL;
	}
	if (p->dates == NX_QUERY_DATES)
		parse_note(p, "only the first %d dates are looked at", NX_QUERY_DATES);
	if (p->dates++ >= NX_QUERY_DATES)
		return NULL;
	node->text = nx_arena_str(p->arena, nx_str_slice(p->lex.text, start, p->lex.pos));
	if (f.kind == FIELD_FROM)
		node->last_day = nx_day_number(9999, 12, 31);
	if (f.kind == FIELD_TO)
		node->first_day = nx_day_number(1, 1, 1);
	return node;
}

static nx_node_kind node_kind_of(field f)
{
	switch (f.kind) {
	case FIELD_SOURCE:
		return NX_NODE_SOURCE;
	case FIELD_AUTHOR:
		return NX_NODE_AUTHOR;
	case FIELD_TAG:
		return NX_NODE_TAG;
	case FIELD_SECTION:
		return NX_NODE_SECTION;
	case FIELD_URL:
		return NX_NODE_URL;
	case FIELD_ID:
		return NX_NODE_ID;
	default:
		return NX_NODE_ENTITY;
	}
}

static nx_node *parse_key(parser *p, field f)
{
	nx_str text;
	nx_node *node;

	if (!lex_quoted(&p->lex, &text))
		text = lex_word(&p->lex);
	node = node_new(p->arena, node_kind_of(f), text);
	if (!node)
		return NULL;
	if (f.kind == FIELD_PERSON)
		node->entity_kind = NX_ENTITY_PERSON;
	if (f.kind == FIELD_PLACE)
		node->entity_kind = NX_ENTITY_PLACE;
	if (f.kind == FIELD_ORGANIZATION)
		node->entity_kind = NX_ENTITY_ORGANIZATION;
	node_add_terms(p->arena, node);
	return count_words(p, node);
}

static bool is_days(field f)
{
	return f.kind == FIELD_DATE || f.kind == FIELD_FROM || f.kind == FIELD_TO ||
	       f.kind == FIELD_MENTIONS;
}

static nx_node *parse_value(parser *p, field f)
{
	if (f.kind == FIELD_NONE || column_of(f) != NX_COLUMN_ANY)
		return parse_words(p, column_of(f));
	if (f.kind == FIELD_QUERY)
		return parse_saved(p);
	return is_days(f) ? parse_days(p, f) : parse_key(p, f);
}

/* No date stands behind the field's name: what does is text. */
static nx_node *days_as_text(parser *p, nx_str name)
{
	lexer at = p->lex;
	nx_str value;

	if (!lex_quoted(&at, &value))
		value = lex_word(&at);
	parse_note(p,
		"%.*s: \"%.*s\" is no date and no range of dates; its words are searched for "
		"instead",
		NX_FMT(name), NX_FMT(value));
	return parse_words(p, column_of(p->around));
}

nx_node *parse_item(parser *p)
{
	nx_str name;
	size_t start = p->lex.pos, value;
	field f = lex_field(&p->lex, &name), around = p->around;
	nx_node *node;

	if (f.kind == FIELD_NONE && name.p)
		parse_note(
			p, "there is no field \"%.*s:\"; it is searched for as text", NX_FMT(name));
	if (f.kind == FIELD_NONE && open_bracket(&p->lex))
		return parse_bracket(p, around);
	if (f.kind == FIELD_NONE)
		return parse_value(p, around);
	if (!f.before_date && open_bracket(&p->lex))
		return parse_bracket(p, f);
	value = p->lex.pos;
	node = parse_value(p, f);
	if (node || !is_days(f) || p->lex.pos > value)
		return node;
	if (!f.before_date)
		return days_as_text(p, name);
	p->lex.pos = start; /* a word with a colon behind it */
	return parse_words(p, column_of(around));
}

nx_node *parse_as_text(parser *p)
{
	nx_node *node = node_new(p->arena, NX_NODE_WORD, p->lex.text);

	if (node)
		node_add_terms(p->arena, node);
	if (!node || !node->term_count)
		return NULL;
	if (node->term_count > NX_QUERY_WORDS)
		node->term_count = NX_QUERY_WORDS;
	parse_note(p, "\"%.*s\" asks for nothing; it is searched for as text", NX_FMT(node->text));
	return node;
}
