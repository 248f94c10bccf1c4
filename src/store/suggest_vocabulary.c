/* Words of the index near one that is not there. Reading all of them takes half a second: with
 * the same first half they are read, with another letter in it looked up one by one, and with
 * two errors read behind the letters that the first half may have been. */
#include <limits.h>
#include <math.h>
#include <string.h>

#include "newsidx/fold.h"
#include "newsidx/token.h"
#include "newsidx/utf8.h"
#include "store/suggest.h"

#define LETTERS 32  /* of a word; a longer one is not looked at */
#define TERMS 12000 /* of the index that are read for one word */
#define LONG 6      /* letters of a word that may have two errors */
#define FREQUENT 5  /* articles that make a word near enough not to look further */
#define NEAR_ENOUGH 2
#define FARTHER 2        /* than the nearest word, at most */
#define PRINTED 3        /* articles that are asked for a word's spelling */
#define SPELLINGS 5      /* of a word, that are told apart */
#define EACH_FACTOR 0.35 /* of distance that a factor of e in articles is worth */

static double cost(const proposal *p)
{
	return p->distance - EACH_FACTOR * log((double)p->articles);
}

void proposals_add(proposals *list, proposal p)
{
	size_t i;

	for (i = 0; i < list->count; i++)
		if (nx_str_eq(list->items[i].text, p.text))
			return;
	if (list->count == PROPOSALS && cost(&p) >= cost(&list->items[PROPOSALS - 1]))
		return;
	i = list->count < PROPOSALS ? list->count++ : PROPOSALS - 1;
	for (; i > 0 && cost(&p) < cost(&list->items[i - 1]); i--)
		list->items[i] = list->items[i - 1];
	p.text = nx_arena_str(list->arena, p.text);
	list->items[i] = p;
}

typedef struct near {
	nx_store *store;
	proposals *list;
	nx_str fold;
	unsigned limit;
	unsigned letters[LETTERS];
	size_t count;
	size_t read; /* terms, so far */
	nx_buf word;
	nx_status status;
	nx_error *err;
} near;

/* The code points, or none of a word that is too long. */
static size_t letters_of(unsigned out[LETTERS], nx_str word)
{
	size_t n = 0, pos = 0;

	while (pos < word.n) {
		if (n == LETTERS)
			return 0;
		out[n++] = nx_utf8_next(word, &pos);
	}
	return n;
}

static void consider(near *s, nx_str word, int64_t articles)
{
	unsigned distance = nx_spelling_distance(s->fold, word, s->limit);

	if (distance && distance <= s->limit && nx_utf8_length(word) > 1)
		proposals_add(s->list, (proposal){ word, distance, articles, true });
}

static void write_word(near *s, const unsigned *letters, size_t n)
{
	size_t i;

	nx_buf_clear(&s->word);
	for (i = 0; i < n; i++)
		nx_buf_add_cp(&s->word, letters[i]);
}

static void look_up(near *s, const unsigned *letters, size_t n)
{
	int64_t articles = 0;

	if (s->status != NX_OK || n < 2)
		return;
	write_word(s, letters, n);
	s->status = term_articles(s->store, nx_buf_str(&s->word), &articles, s->err);
	if (articles)
		consider(s, nx_buf_str(&s->word), articles);
}

#define ARABIC_FIRST 0x0621u
#define ARABIC_LAST 0x064Au
#define ALEF 0x0627u
#define LAM 0x0644u
#define WAW 0x0648u
#define YEH 0x064Au

/* The letter after `cp` in the alphabet of the word, as folding leaves it; 0 behind the last. */
static unsigned next_letter(unsigned first, unsigned cp)
{
	bool arabic = first >= ARABIC_FIRST && first <= ARABIC_LAST;
	unsigned folded[NX_FOLD_MAX];

	if (!cp)
		return arabic ? ARABIC_FIRST : 'a';
	while (cp++ < (arabic ? ARABIC_LAST : (unsigned)'z'))
		if (nx_fold_class(cp) != NX_CLASS_DROP && nx_fold_cp(folded, cp) == 1 &&
			folded[0] == cp)
			return cp;
	return 0;
}

typedef void (*variant_fn)(near *s, const unsigned *letters, size_t n);

/* Words of `n` letters with one more, one less, another or two exchanged, the first of these
 * from number `from` to before number `to`. Of other letters only those that are confused with the one there unless `all`. */
static void each_variant(
	near *s, const unsigned *word, size_t n, size_t from, size_t to, bool all, variant_fn fn)
{
	unsigned other[LETTERS + 1], cp;
	size_t i;

	for (i = from; i < to; i++) { /* less */
		memcpy(other, word, i * sizeof *other);
		memcpy(other + i, word + i + 1, (n - i - 1) * sizeof *other);
		fn(s, other, n - 1);
	}
	memcpy(other, word, n * sizeof *other);
	for (i = from; i < to && i + 1 < n; i++) { /* exchanged */
		other[i] = word[i + 1];
		other[i + 1] = word[i];
		fn(s, other, n);
		memcpy(other, word, n * sizeof *other);
	}
	for (i = from; i < to; i++) { /* another */
		for (cp = 0; (cp = next_letter(word[0], cp));) {
			char a[4], b[4];
			nx_str x = { a, nx_utf8_put(a, cp) }, y = { b, nx_utf8_put(b, word[i]) };

			other[i] = cp;
			if (cp != word[i] && (all || nx_spelling_distance(x, y, 1) <= 1))
				fn(s, other, n);
		}
		other[i] = word[i];
	}
	if (n == LETTERS)
		return;
	for (i = from; i <= to; i++) { /* more */
		memcpy(other, word, i * sizeof *other);
		memcpy(other + i + 1, word + i, (n - i) * sizeof *other);
		for (cp = 0; (cp = next_letter(word[0], cp));) {
			other[i] = cp;
			if (all || cp == ALEF || cp == WAW || cp == YEH)
				fn(s, other, n + 1);
		}
	}
}

/* Words that begin with these letters. */
static void read_behind(near *s, const unsigned *letters, size_t n)
{
	sqlite3_stmt *stmt;
	nx_buf end = NX_BUF_INIT;
	int rc = SQLITE_DONE;

	if (s->status != NX_OK || s->read >= TERMS)
		return;
	if (!(stmt = store_stmt(s->store, ST_TERMS, s->err))) {
		s->status = NX_ERR_DB;
		return;
	}
	write_word(s, letters, n);
	nx_buf_add(&end, nx_buf_str(&s->word));
	nx_buf_add_cp(&end, 0x10FFFF);
	store_bind(stmt, 1, nx_buf_str(&s->word));
	store_bind(stmt, 2, nx_buf_str(&end));
	while (s->read < TERMS && (rc = sqlite3_step(stmt)) == SQLITE_ROW) {
		s->read++;
		consider(s, store_column(stmt, 0), sqlite3_column_int64(stmt, 1));
	}
	if (s->read < TERMS && rc != SQLITE_DONE)
		s->status = store_fail(s->store, s->err);
	sqlite3_reset(stmt);
	nx_buf_release(&end);
}

/* The letters of particles and the article in front, which tell little of the word. */
static size_t article_of(const near *s)
{
	size_t i;

	for (i = 0; i + 1 < s->count && i < 3; i++)
		if (s->letters[i + 1] == LAM && (s->letters[i] == ALEF || s->letters[i] == LAM))
			return i + 2;
	return 0;
}

/* Without the letters that stand there more than `times` in a row. */
static void look_up_once(near *s, size_t times)
{
	unsigned other[LETTERS];
	size_t i, n = 0;

	for (i = 0; i < s->count; i++) {
		size_t k = 0;

		while (k < times && k < n && other[n - 1 - k] == s->letters[i])
			k++;
		if (k < times)
			other[n++] = s->letters[i];
	}
	if (n < s->count)
		look_up(s, other, n);
}

/* A word that near and that frequent is it. */
static bool is_found(const proposals *list)
{
	return list->count && list->items[0].articles >= FREQUENT &&
	       list->items[0].distance <= NEAR_ENOUGH;
}

/* Beside a near one a far one is a guess. */
static void drop_far(proposals *list)
{
	unsigned nearest = UINT_MAX;
	size_t i, kept = 0;

	for (i = 0; i < list->count; i++)
		if (list->items[i].distance < nearest)
			nearest = list->items[i].distance;
	for (i = 0; i < list->count; i++)
		if (list->items[i].distance <= nearest + FARTHER)
			list->items[kept++] = list->items[i];
	list->count = kept;
}

nx_status vocabulary_near(nx_store *store, nx_str fold, bool far, proposals *list, nx_error *err)
{
	near s = { .store = store, .list = list, .fold = fold, .word = NX_BUF_INIT, .err = err };
	size_t article, half;

	s.limit = nx_spelling_limit(fold);
	s.count = letters_of(s.letters, fold);
	if (!s.limit || !s.count || nx_fold_class(s.letters[0]) == NX_CLASS_DIGIT)
		return NX_OK;
	article = article_of(&s);
	half = article + (s.count - article) / 2;
	look_up_once(&s, 1);
	look_up_once(&s, 2);
	if (s.count < LONG || half < 3) {
		if (!is_found(list))
			each_variant(&s, s.letters, s.count, 0, s.count, true, look_up);
	} else {
		read_behind(&s, s.letters, half);
		if (!is_found(list))
			each_variant(&s, s.letters, s.count, 0, half, true, look_up);
		if (far && !is_found(list))
			each_variant(&s, s.letters, half, article, half, false, read_behind);
	}
	drop_far(list);
	if (s.status == NX_OK)
		s.status = nx_buf_status(&s.word, err);
	nx_buf_release(&s.word);
	return s.status;
}

typedef struct spelling {
	nx_str text;
	size_t count;
} spelling;

/* The first place of the word in a text, as it is spelt there. */
static bool spelt_in(nx_buf *out, nx_str text, nx_str fold)
{
	nx_tokens tokens;
	nx_token token;
	bool found = false;

	nx_tokens_init(&tokens, text);
	tokens.unstemmed = true;
	while (!found && nx_tokens_next(&tokens, &token))
		if ((found = nx_str_eq(token.fold, fold)))
			nx_fold_spelling(out, nx_str_slice(text, token.start, token.end));
	nx_tokens_release(&tokens);
	return found;
}

/* As the article spells it; an empty text when it has the word elsewhere. */
static nx_status spelt_by(nx_store *store, int64_t rowid, nx_str fold, nx_buf *out, nx_error *err)
{
	sqlite3_stmt *stmt = store_stmt(store, ST_ARTICLE_WORDS, err);
	nx_status st;
	bool row;
	int i;

	if (!stmt)
		return NX_ERR_DB;
	sqlite3_bind_int64(stmt, 1, rowid);
	st = store_step(store, stmt, &row, err);
	if (row)
		for (i = 0; i < NX_TEXTS; i++)
			if (spelt_in(out, store_column(stmt, i), fold))
				break;
	sqlite3_reset(stmt);
	return st == NX_OK ? nx_buf_status(out, err) : st;
}

static void count_spelling(spelling *all, size_t *count, nx_arena *arena, nx_str text)
{
	size_t i;

	for (i = 0; i < *count && !nx_str_eq(all[i].text, text); i++)
		;
	if (i == SPELLINGS || !text.n)
		return;
	if (i == *count)
		all[(*count)++] = (spelling){ nx_arena_str(arena, text), 0 };
	all[i].count++;
}

nx_status vocabulary_printed(nx_store *store, nx_str fold, nx_buf *out, nx_error *err)
{
	sqlite3_stmt *stmt = NULL;
	nx_buf match = NX_BUF_INIT, one = NX_BUF_INIT;
	nx_arena arena = NX_ARENA_INIT;
	spelling all[SPELLINGS];
	size_t count = 0, best = 0, i;
	nx_status st = NX_OK;
	bool row;

	nx_buf_addf(&match, "\"%c%.*s\"", MARK_PLAIN, NX_FMT(fold));
	if (sqlite3_prepare_v2(store->db,
		    "SELECT rowid FROM article_fts WHERE article_fts MATCH ?1 LIMIT ?2", -1, &stmt,
		    NULL) != SQLITE_OK)
		st = store_fail(store, err);
	if (st == NX_OK) {
		store_bind(stmt, 1, nx_buf_str(&match));
		sqlite3_bind_int(stmt, 2, PRINTED);
	}
	while (st == NX_OK && (st = store_step(store, stmt, &row, err)) == NX_OK && row) {
		nx_buf_clear(&one);
		st = spelt_by(store, sqlite3_column_int64(stmt, 0), fold, &one, err);
		count_spelling(all, &count, &arena, nx_buf_str(&one));
	}
	for (i = 1; i < count; i++)
		if (all[i].count > all[best].count)
			best = i;
	nx_buf_add(out, count ? all[best].text : fold);
	sqlite3_finalize(stmt);
	nx_buf_release(&match);
	nx_buf_release(&one);
	nx_arena_release(&arena);
	return st;
}
