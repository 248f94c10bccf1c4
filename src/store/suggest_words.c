/* What a word of the query could have been, and the query with that in its place. */
#include <string.h>

#include "newsidx/fold.h"
#include "newsidx/stem.h"
#include "newsidx/token.h"
#include "newsidx/utf8.h"
#include "query/parts.h"
#include "store/suggest.h"

#define SPLIT_DISTANCE 1    /* a space that is missing or too many */
#define KEYBOARD_DISTANCE 1 /* a whole word of nonsense that the other keyboard makes one */
#define SPELLING_DISTANCE 1 /* another hamza, where each letter was asked for */
#define SPLIT_BYTES 256     /* of a word; a longer one is not looked at */
#define WAW "\xD9\x88"

/* The word number `i` of a node as typed. */
static nx_str raw_of(const nx_node *node, size_t i)
{
	nx_tokens tokens;
	nx_token token;
	nx_str raw = NX_STR_NULL;

	nx_tokens_init(&tokens, node->text);
	while (nx_tokens_next(&tokens, &token))
		if (i-- == 0) {
			raw = nx_str_slice(node->text, token.start, token.end);
			break;
		}
	nx_tokens_release(&tokens);
	return raw;
}

/* The number of articles that have these words side by side, up to a few. */
static nx_status count_phrase(
	nx_store *store, const nx_node *words, int64_t *articles, nx_error *err)
{
	sqlite3_stmt *stmt = NULL;
	nx_buf match = NX_BUF_INIT;
	nx_status st = NX_OK;
	bool row = false;
	size_t i;

	*articles = 0;
	nx_buf_addf(&match, "\"%c", MARK_PLAIN);
	for (i = 0; i < words->term_count; i++)
		nx_buf_addf(&match, "%s%.*s", i ? " " : "", NX_FMT(words->terms[i].fold));
	nx_buf_addc(&match, '"');
	if (sqlite3_prepare_v2(store->db,
		    "SELECT count(*) FROM (SELECT 1 FROM article_fts WHERE article_fts MATCH ?1"
		    " LIMIT 1000)",
		    -1, &stmt, NULL) != SQLITE_OK)
		st = store_fail(store, err);
	else
		store_bind(stmt, 1, nx_buf_str(&match));
	if (st == NX_OK)
		st = store_step(store, stmt, &row, err);
	if (row)
		*articles = sqlite3_column_int64(stmt, 0);
	sqlite3_finalize(stmt);
	nx_buf_release(&match);
	return st;
}

/* The articles that have the word, or else another form of it. */
static nx_status form_articles(
	nx_store *store, const nx_term *term, int64_t *articles, nx_error *err)
{
	nx_buf stem = NX_BUF_INIT;
	nx_status st = term_articles(store, term->fold, articles, err);

	nx_buf_addc(&stem, MARK_STEM);
	nx_buf_add(&stem, term->stem);
	if (st == NX_OK && !*articles)
		st = term_articles(store, nx_buf_str(&stem), articles, err);
	nx_buf_release(&stem);
	return st;
}

/* Propose `text` if articles have its words, each of them and all side by side. */
static nx_status propose_text(
	sites *all, nx_store *store, site *one, nx_str text, unsigned distance, nx_error *err)
{
	nx_node words = site_words(all, text);
	int64_t articles = 0;
	nx_status st = NX_OK;
	size_t i;

	for (i = 0; st == NX_OK && i < words.term_count; i++) {
		st = form_articles(store, &words.terms[i], &articles, err);
		if (!articles)
			return st;
	}
	if (st == NX_OK && words.term_count > 1)
		st = count_phrase(store, &words, &articles, err);
	if (st == NX_OK && articles)
		proposals_add(&one->list, (proposal){ text, distance, articles, false });
	return st;
}

/* Two words written as one: a space at each place between letters. */
static nx_status propose_split(sites *all, nx_store *store, site *one, nx_error *err)
{
	nx_buf text = NX_BUF_INIT;
	nx_status st = NX_OK;
	size_t pos = 0;

	while (st == NX_OK && pos < one->raw.n && one->raw.n <= SPLIT_BYTES) {
		size_t next;

		nx_utf8_next(one->raw, &pos);
		next = pos;
		if (pos == one->raw.n ||
			nx_fold_class(nx_utf8_next(one->raw, &next)) == NX_CLASS_DROP)
			continue;
		/* One letter is no word, and wa- alone is written with what follows. */
		if (nx_utf8_length(nx_str_slice(one->raw, 0, pos)) < 2 ||
			nx_utf8_length(nx_str_slice(one->raw, pos, one->raw.n)) < 2)
			continue;
		nx_buf_clear(&text);
		nx_buf_add(&text, nx_str_slice(one->raw, 0, pos));
		nx_buf_addc(&text, ' ');
		nx_buf_add(&text, nx_str_slice(one->raw, pos, one->raw.n));
		st = propose_text(all, store, one, nx_buf_str(&text), SPLIT_DISTANCE, err);
	}
	/* And a conjunction that the word does not have. */
	if (st == NX_OK && nx_str_starts(one->raw, NX_STR(WAW)) && nx_utf8_length(one->raw) > 3)
		st = propose_text(all, store, one,
			nx_str_slice(one->raw, sizeof WAW - 1, one->raw.n), SPLIT_DISTANCE, err);
	nx_buf_release(&text);
	return st;
}

static bool is_ascii(nx_str s)
{
	size_t i;

	for (i = 0; i < s.n; i++)
		if ((unsigned char)s.p[i] >= 0x80)
			return false;
	return true;
}

static bool has_ascii_letter(nx_str s)
{
	size_t i;

	for (i = 0; i < s.n; i++)
		if ((s.p[i] | 0x20) >= 'a' && (s.p[i] | 0x20) <= 'z')
			return true;
	return false;
}

static nx_status propose_keyboard(sites *all, nx_store *store, nx_node *node, nx_error *err)
{
	bool latin = is_ascii(node->text);
	nx_buf text = NX_BUF_INIT;
	site *one = site_new(all, node, SITE_WHOLE, node->text);
	nx_status st = NX_OK;

	/* All of it was typed with one keyboard. */
	if (one && nx_keyboard_other(&text, node->text, latin) &&
		latin != has_ascii_letter(nx_buf_str(&text)))
		st = propose_text(all, store, one, nx_buf_str(&text), KEYBOARD_DISTANCE, err);
	site_keep(all, one);
	nx_buf_release(&text);
	return st;
}

static void drop_rare(proposals *list, int64_t least)
{
	size_t i, kept = 0;

	for (i = 0; i < list->count; i++)
		if (list->items[i].articles >= least)
			list->items[kept++] = list->items[i];
	list->count = kept;
}

/* Forms of one word find the same articles. */
static void drop_same_stem(proposals *list, nx_form form)
{
	char stems[PROPOSALS][NX_TOKEN_MAX + 8];
	size_t lengths[PROPOSALS], i, k, kept = 0;

	if (form != NX_FORM_ANY)
		return;
	for (i = 0; i < list->count; i++) {
		nx_str text = list->items[i].text;

		lengths[kept] = text.n <= NX_TOKEN_MAX ? nx_stem(stems[kept], text) : 0;
		for (k = 0; k < kept; k++)
			if (lengths[k] && lengths[k] == lengths[kept] &&
				!memcmp(stems[k], stems[kept], lengths[k]))
				break;
		if (k == kept)
			list->items[kept++] = list->items[i];
	}
	list->count = kept;
}

/* Words of the index are folded: show them as they are printed. */
static nx_status print_all(nx_store *store, proposals *list, nx_error *err)
{
	nx_buf text = NX_BUF_INIT;
	nx_status st = NX_OK;
	size_t i;

	for (i = 0; st == NX_OK && i < list->count; i++) {
		if (!list->items[i].is_fold)
			continue;
		nx_buf_clear(&text);
		st = vocabulary_printed(store, list->items[i].text, &text, err);
		list->items[i].text = nx_arena_str(list->arena, nx_buf_str(&text));
	}
	nx_buf_release(&text);
	return st;
}

static nx_status propose_term(
	sites *all, nx_store *store, nx_node *node, size_t term, int64_t least, nx_error *err)
{
	site *one = site_new(all, node, term, raw_of(node, term));
	nx_str fold = node->terms[term].fold;
	int64_t articles = 0;
	nx_status st = one ? term_articles(store, fold, &articles, err) : NX_OK;

	if (!one || st != NX_OK)
		return st;
	if (articles && least <= 1) {
		/* Only where each letter counts is it the spelling. */
		if (node->form == NX_FORM_EXACT)
			proposals_add(
				&one->list, (proposal){ fold, SPELLING_DISTANCE, articles, true });
	} else {
		if (all->spelt++ < SPELT)
			st = vocabulary_near(store, fold, all->spelt == 1, &one->list, err);
		if (st == NX_OK && !articles)
			st = propose_split(all, store, one, err);
	}
	drop_rare(&one->list, least);
	drop_same_stem(&one->list, node->form);
	if (st == NX_OK)
		st = print_all(store, &one->list, err);
	site_keep(all, one);
	return st;
}

nx_status sites_add(sites *all, nx_store *store, const nx_lexicon *lexicon, nx_node *node,
	int64_t least, nx_error *err)
{
	nx_status st = NX_OK;
	size_t i, before = all->count;

	if (!node_is_words(node))
		return sites_add_field(all, store, lexicon, node, err);
	if (node->form == NX_FORM_PREFIX)
		return NX_OK;
	if (least <= 1)
		st = propose_keyboard(all, store, node, err);
	if (all->count > before)
		return st;
	for (i = 0; st == NX_OK && i < node->term_count; i++)
		st = propose_term(all, store, node, i, least, err);
	return st;
}

nx_status sites_add_joined(
	sites *all, nx_store *store, nx_node *first, nx_node *second, nx_error *err)
{
	nx_buf text = NX_BUF_INIT;
	nx_status st = NX_OK;
	site *one = site_new(all, first, SITE_WHOLE, first->text);

	if (!one)
		return NX_OK;
	one->and = second;
	nx_buf_add(&text, first->text);
	nx_buf_add(&text, second->text);
	st = propose_text(all, store, one, nx_buf_str(&text), SPLIT_DISTANCE, err);
	site_keep(all, one);
	nx_buf_release(&text);
	return st;
}
