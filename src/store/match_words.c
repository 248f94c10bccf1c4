/* Words and phrases in FTS5's language. */
#include "newsidx/particle.h"
#include "newsidx/stem.h"
#include "newsidx/token.h"
#include "store/match.h"

static bool is_own_stem(nx_str word)
{
	char out[NX_TOKEN_MAX + 8];

	return word.n <= NX_TOKEN_MAX && nx_stem(out, word) == word.n;
}

static bool is_arabic(nx_str fold)
{
	return (unsigned char)fold.p[0] >= 0xD8 && (unsigned char)fold.p[0] <= 0xDB;
}

bool match_is_exact(const nx_node *node)
{
	size_t i;

	for (i = 0; i < node->child_count; i++)
		if (match_is_exact(node->children[i]))
			return true;
	return node->form == NX_FORM_EXACT;
}

/* A string of FTS5's language; folded words hold no quotation mark. */
static void write_phrase(maker *m, char mark, nx_str word, phrase_role role)
{
	nx_buf_addf(&m->plan->sql, "\"%c%.*s\"", mark, NX_FMT(word));
	match_add_phrase(m, role);
}

/* The folded words from number `i` on. */
static void add_folds(nx_buf *sql, const nx_node *node, size_t i)
{
	for (; i < node->term_count; i++)
		nx_buf_addf(sql, "%s%.*s", i ? " " : "", NX_FMT(node->terms[i].fold));
}

static void write_prefix(maker *m, const nx_node *node)
{
	nx_buf_addf(&m->plan->sql, "\"%c", MARK_PLAIN);
	add_folds(&m->plan->sql, node, 0);
	nx_buf_adds(&m->plan->sql, "\" *");
	match_add_phrase(m, PHRASE_AS_TYPED);
}

/* Any regular form of a word, as alternatives of one place. */
static void add_forms(nx_buf *sql, const nx_term *term)
{
	if (!is_arabic(term->fold)) {
		nx_buf_addf(sql, "%c%.*s", MARK_PLAIN, NX_FMT(term->fold));
		return;
	}
	nx_buf_addf(sql, "%c%.*s", MARK_STEM, NX_FMT(term->stem));
	if (is_own_stem(term->stem))
		nx_buf_addf(sql, "%c%.*s", MARK_OR, NX_FMT(term->stem));
}

static void add_variants(nx_buf *sql, const nx_node *node, char join)
{
	size_t i;

	for (i = 0; i < node->variant_count; i++, join = MARK_OR) {
		nx_buf_addc(sql, join);
		if (node->variants[i].is_stem)
			nx_buf_addc(sql, MARK_STEM);
		nx_buf_add(sql, node->variants[i].word);
	}
}

static void write_word(maker *m, const nx_node *node)
{
	const nx_term *term = node->terms;
	nx_buf *sql = &m->plan->sql;
	bool inflected = !nx_str_eq(term->fold, term->stem);

	if (!is_arabic(term->fold) && !node->variant_count) {
		write_phrase(m, MARK_PLAIN, term->fold, PHRASE_AS_TYPED);
		return;
	}
	nx_buf_addc(sql, '(');
	if (!is_arabic(term->fold)) {
		write_phrase(m, MARK_PLAIN, term->fold, PHRASE_AS_TYPED);
	} else {
		write_phrase(m, MARK_STEM, term->stem, PHRASE_FORM);
		if (is_own_stem(term->stem)) {
			nx_buf_adds(sql, " OR ");
			write_phrase(m, MARK_PLAIN, term->stem,
				inflected ? PHRASE_FORM : PHRASE_AS_TYPED);
		}
	}
	if (node->variant_count) {
		nx_buf_adds(sql, " OR \"");
		add_variants(sql, node, MARK_PLAIN);
		nx_buf_addc(sql, '"');
		match_add_phrase(m, PHRASE_FORM);
	}
	nx_buf_addc(sql, ')');
}

static void write_as_written(maker *m, const nx_node *node)
{
	nx_buf_addf(&m->plan->sql, "\"%c", MARK_PLAIN);
	add_folds(&m->plan->sql, node, 0);
	nx_buf_addc(&m->plan->sql, '"');
	match_add_phrase(m, PHRASE_AS_TYPED);
}

static void write_sequence(maker *m, const nx_node *node)
{
	nx_buf *sql = &m->plan->sql, first = NX_BUF_INIT;
	size_t i;

	nx_buf_addc(sql, '(');
	write_as_written(m, node);
	for (i = 0; i < NX_PARTICLES && node->term_count > 1; i++) {
		nx_particle_join(&first, i, node->terms[0].fold);
		nx_buf_addf(sql, " OR \"%c%.*s", MARK_PLAIN, NX_FMT(nx_buf_str(&first)));
		add_folds(sql, node, 1);
		nx_buf_addc(sql, '"');
		match_add_phrase(m, PHRASE_FORM);
	}
	nx_buf_addc(sql, ')');
	sql->failed |= first.failed;
	nx_buf_release(&first);
}

static bool is_single(const nx_node *node)
{
	return node->kind == NX_NODE_WORD && node->term_count == 1;
}

/* One string for a word or phrase of NEAR, which takes no alternatives but those of a
 * place. */
static void write_near_part(maker *m, const nx_node *node)
{
	nx_buf *sql = &m->plan->sql, first = NX_BUF_INIT;
	bool inflects = node->form == NX_FORM_ANY || node->form == NX_FORM_FUZZY;
	size_t i, start = sql->n;

	nx_buf_addc(sql, '"');
	if (inflects && is_single(node)) {
		add_forms(sql, node->terms);
		add_variants(sql, node, MARK_OR);
	} else {
		nx_buf_addf(sql, "%c%.*s", MARK_PLAIN, NX_FMT(node->terms[0].fold));
		for (i = 0; i < NX_PARTICLES && inflects && node->term_count > 1; i++) {
			nx_particle_join(&first, i, node->terms[0].fold);
			nx_buf_addf(sql, "%c%.*s", MARK_OR, NX_FMT(nx_buf_str(&first)));
		}
		add_folds(sql, node, 1);
	}
	nx_buf_adds(sql, node->form == NX_FORM_PREFIX ? "\" *" : "\"");
	match_add_phrase(m, PHRASE_AS_TYPED);
	match_add_group(m, node, start);
	sql->failed |= first.failed;
	nx_buf_release(&first);
}

static void write_near(maker *m, const nx_node *node)
{
	size_t i;

	nx_buf_adds(&m->plan->sql, "NEAR(");
	for (i = 0; i < node->child_count; i++) {
		if (i)
			nx_buf_addc(&m->plan->sql, ' ');
		write_near_part(m, node->children[i]);
	}
	nx_buf_addf(&m->plan->sql, ", %d)", node->distance);
}

void match_words(maker *m, const nx_node *node)
{
	static const char *const columns[] = { "", "({title} : ", "({body} : " };
	size_t start = m->plan->sql.n;

	nx_buf_adds(&m->plan->sql, columns[node->column]);
	m->plan->verify |= match_is_exact(node);
	if (node->kind == NX_NODE_NEAR)
		write_near(m, node);
	else if (node->form == NX_FORM_WRITTEN || node->form == NX_FORM_EXACT)
		write_as_written(m, node);
	else if (node->form == NX_FORM_PREFIX)
		write_prefix(m, node);
	else if (is_single(node))
		write_word(m, node);
	else
		write_sequence(m, node);
	if (node->column != NX_COLUMN_ANY)
		nx_buf_addc(&m->plan->sql, ')');
	if (node->kind != NX_NODE_NEAR)
		match_add_group(m, node, start);
}
