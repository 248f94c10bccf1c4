/* Places of a query where something else could stand: put it there, in the tree and in the
 * text. */
#include <string.h>

#include "newsidx/fold.h"
#include "newsidx/utf8.h"
#include "query/parts.h"
#include "store/suggest.h"

site *site_new(sites *all, nx_node *node, size_t term, nx_str raw)
{
	site *one;

	if (all->count == SITES || !raw.n)
		return NULL;
	one = &all->items[all->count];
	*one = (site){ .node = node, .term = term, .raw = raw, .list.arena = all->arena };
	return one;
}

void site_keep(sites *all, const site *one)
{
	if (one && one->list.count)
		all->count++;
}

nx_str site_with_word(const site *one, nx_str text, nx_str word, nx_str other)
{
	nx_buf out = NX_BUF_INIT;
	nx_str result;

	nx_buf_add(&out, (nx_str){ text.p, (size_t)(word.p - text.p) });
	nx_buf_add(&out, other);
	nx_buf_add(&out, nx_str_slice(text, (size_t)(word.p - text.p) + word.n, text.n));
	result = nx_arena_str(one->list.arena, nx_buf_str(&out));
	one->list.arena->failed |= out.failed;
	nx_buf_release(&out);
	return result;
}

nx_node site_words(sites *all, nx_str text)
{
	nx_node node = { .kind = NX_NODE_PHRASE, .text = nx_arena_str(all->arena, text) };

	node_add_terms(all->arena, &node);
	return node;
}

static bool apply_words(sites *all, const site *one, nx_str text)
{
	nx_node words = site_words(all, text), *node = one->node;
	size_t first = one->term == SITE_WHOLE ? 0 : one->term,
	       behind = one->term == SITE_WHOLE ? node->term_count : one->term + 1,
	       rest = node->term_count - behind;
	nx_term *terms =
		nx_arena_alloc(all->arena, (first + words.term_count + rest) * sizeof *terms);

	if (!terms || !words.term_count)
		return false;
	memcpy(terms, node->terms, first * sizeof *terms);
	memcpy(terms + first, words.terms, words.term_count * sizeof *terms);
	memcpy(terms + first + words.term_count, node->terms + behind, rest * sizeof *terms);
	node->terms = terms;
	node->term_count = first + words.term_count + rest;
	node->variant_count = 0;
	if (one->and)
		*one->and = *node;
	return true;
}

static bool apply_field(sites *all, nx_node *node, nx_str value)
{
	node->text = nx_arena_str(all->arena, value);
	node->terms = NULL;
	node->term_count = node->name_count = 0;
	node_add_terms(all->arena, node);
	return !all->arena->failed;
}

bool site_apply(sites *all, const site *one, const proposal *p, saved_nodes *saved)
{
	saved->first = *one->node;
	if (one->and)
		saved->second = *one->and;
	return node_is_words(one->node) ? apply_words(all, one, p->text)
					: apply_field(all, one->node, p->text);
}

void site_restore(const site *one, const saved_nodes *saved)
{
	*one->node = saved->first;
	if (one->and)
		*one->and = saved->second;
}

static bool is_letter(unsigned cp)
{
	return nx_fold_class(cp) != NX_CLASS_BREAK;
}

/* Does `raw` stand at this place, and not within a longer word? */
static bool stands_at(nx_str text, size_t at, nx_str raw)
{
	size_t before = at, behind = at + raw.n, first = 0, last = raw.n;

	if (!raw.n || !nx_str_starts(nx_str_slice(text, at, text.n), raw))
		return false;
	if (at > 0 && is_letter(nx_utf8_next(raw, &first)) &&
		is_letter(nx_utf8_prev(text, &before)))
		return false;
	return behind == text.n || !is_letter(nx_utf8_prev(raw, &last)) ||
	       !is_letter(nx_utf8_next(text, &behind));
}

/* What is to be replaced at this place, its length; of two words with the spaces between. */
static size_t raw_at(nx_str text, size_t at, const site *one)
{
	size_t end = at + one->raw.n;

	if (!stands_at(text, at, one->raw))
		return 0;
	if (!one->and)
		return one->raw.n;
	while (end < text.n && text.p[end] == ' ')
		end++;
	return stands_at(text, end, one->and->text) ? end + one->and->text.n - at : 0;
}

static bool write_words(nx_buf *out, nx_str text, const site *one, nx_str proposed)
{
	size_t at = 0, next, n, replaced = 0;

	while (at < text.n) {
		n = raw_at(text, at, one);
		if (n) {
			nx_buf_add(out, proposed);
			replaced++;
			at += n;
			continue;
		}
		next = at;
		nx_utf8_next(text, &next);
		nx_buf_add(out, nx_str_slice(text, at, next));
		at = next;
	}
	return replaced > 0;
}

/* The length of the opening or closing quotation mark before, or behind, this place. */
static size_t quote_at(nx_str text, size_t at, bool before)
{
	static const char *const marks[] = { "\"", "«", "»", "“", "”", "„", "'" };

	for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
		nx_str mark = nx_str_from(marks[i]);

		if (before && at < mark.n)
			continue;
		if (nx_str_starts(nx_str_slice(text, before ? at - mark.n : at, text.n), mark))
			return mark.n;
	}
	return 0;
}

/* Where the value stands behind its field, its quotation marks among it. */
static bool find_value(nx_str text, size_t from, nx_str raw, size_t *start, size_t *end)
{
	for (size_t at = from; at + raw.n <= text.n; at++) {
		if (!nx_str_starts(nx_str_slice(text, at, text.n), raw))
			continue;
		*start = at - quote_at(text, at, true);
		*end = at + raw.n;
		if (*start < at)
			*end += quote_at(text, *end, false);
		if (*start > 0 && text.p[*start - 1] == ':')
			return true;
	}
	return false;
}

static void write_field(nx_buf *out, nx_str text, const nx_node *node, nx_str proposed)
{
	size_t from = 0, start, end;
	nx_node other = *node;

	while (find_value(text, from, node->text, &start, &end)) {
		nx_buf_add(out, nx_str_slice(text, from, start));
		part_add_value(out, proposed);
		from = end;
	}
	nx_buf_add(out, nx_str_slice(text, from, text.n));
	if (from)
		return;
	/* It came by an option. */
	nx_buf_adds(out, text.n ? " " : "");
	other.text = proposed;
	part_describe(out, &other);
}

bool site_write(nx_buf *out, nx_str text, const site *one, nx_str proposed)
{
	if (node_is_words(one->node))
		return write_words(out, text, one, proposed);
	write_field(out, text, one->node, proposed);
	return true;
}
