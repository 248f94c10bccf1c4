#include "store/same.h"

#include "base/hash.h"
#include "newsidx/fold.h"
#include "newsidx/token.h"

/* Words from which on a text is nobody else's by chance; captions and bare titles have
 * fewer. */
#define TEXT_ENOUGH 20

/* ISO 8601 begins with the day. */
#define DAY_LENGTH 10

static void fold_pair(nx_buf *x, nx_buf *y, nx_str a, nx_str b)
{
	nx_fold(x, a);
	nx_fold(y, b);
}

/* 1 the same fold, 0 another, -1 when one of them has none. */
static int compare_folds(nx_str a, nx_str b)
{
	nx_buf x = NX_BUF_INIT, y = NX_BUF_INIT;
	int same = -1;

	if (a.n && b.n)
		fold_pair(&x, &y, a, b);
	if (x.n && y.n)
		same = nx_str_eq(nx_buf_str(&x), nx_buf_str(&y));
	nx_buf_release(&x);
	nx_buf_release(&y);
	return same;
}

bool facts_same_title(nx_str a, nx_str b)
{
	return compare_folds(a, b) == 1;
}

bool facts_same_source(nx_str a, nx_str b)
{
	nx_buf x = NX_BUF_INIT, y = NX_BUF_INIT;
	bool same;

	if (nx_str_eq(a, b))
		return true;
	fold_pair(&x, &y, a, b);
	same = nx_str_eq(nx_buf_str(&x), nx_buf_str(&y));
	nx_buf_release(&x);
	nx_buf_release(&y);
	return same;
}

bool facts_same_day(nx_str a, nx_str b)
{
	return nx_str_eq(nx_str_slice(a, 0, DAY_LENGTH), nx_str_slice(b, 0, DAY_LENGTH));
}

agreement facts_compare(const article_facts *a, const article_facts *b)
{
	int title = compare_folds(a->title, b->title), compared = title >= 0, agreed = title == 1;

	if (a->url.n && b->url.n) {
		compared++;
		agreed += nx_str_eq(a->url, b->url);
	}
	if (a->date.n >= DAY_LENGTH && b->date.n >= DAY_LENGTH) {
		compared++;
		agreed += facts_same_day(a->date, b->date);
	}
	return !compared ? AGREE_SILENT : agreed ? AGREE_YES : AGREE_NO;
}

/* Dumps do restart their ids, so that the number alone, without a source, says little. */
bool facts_same_record(const article_facts *a, const article_facts *b)
{
	if (!a->docno.n || !nx_str_eq(a->docno, b->docno) ||
		!facts_same_source(a->source, b->source))
		return false;
	switch (facts_compare(a, b)) {
	case AGREE_YES:
		return true;
	case AGREE_SILENT:
		return a->source.n > 0;
	case AGREE_NO:
		break;
	}
	return false;
}

static void add_word(text_sum *sum, nx_str fold)
{
	sum->hash = nx_hash_stored(sum->hash, fold);
	sum->tokens++;
}

text_sum text_sum_played(const batch_item *item, const nx_buf *recording)
{
	const tape_part *parts[] = { &item->title_tape, &item->body_tape };
	text_sum sum = { 0, 0 };
	nx_str fold;
	size_t i;

	for (i = 0; i < 2; i++) {
		size_t at = parts[i]->start;

		while (tape_next(recording->p, parts[i], &at, &fold))
			add_word(&sum, fold);
	}
	return sum;
}

text_sum text_sum_read(nx_str title, nx_str body)
{
	nx_str texts[] = { title, body };
	text_sum sum = { 0, 0 };
	nx_tokens tokens;
	nx_token token;
	size_t i;

	for (i = 0; i < 2; i++) {
		nx_tokens_init(&tokens, texts[i]);
		while (nx_tokens_next(&tokens, &token))
			add_word(&sum, token.fold);
		nx_tokens_release(&tokens);
	}
	return sum;
}

bool text_same_words(const batch_item *item, const nx_buf *recording, nx_str title, nx_str body)
{
	const tape_part *parts[] = { &item->title_tape, &item->body_tape };
	nx_str texts[] = { title, body }, fold;
	size_t part = 0, at = parts[0]->start, i;
	nx_tokens tokens;
	nx_token token;
	bool same = true;

	for (i = 0; i < 2; i++) {
		nx_tokens_init(&tokens, texts[i]);
		while (same && nx_tokens_next(&tokens, &token)) {
			bool more = tape_next(recording->p, parts[part], &at, &fold);

			if (!more && part == 0) {
				at = parts[++part]->start;
				more = tape_next(recording->p, parts[part], &at, &fold);
			}
			same = more && nx_str_eq(fold, token.fold);
		}
		nx_tokens_release(&tokens);
	}
	for (; same && part < 2; at = ++part < 2 ? parts[part]->start : 0)
		same = !tape_next(recording->p, parts[part], &at, &fold);
	return same;
}

static uint64_t add_source(uint64_t hash, nx_str source)
{
	nx_buf fold = NX_BUF_INIT;

	nx_fold(&fold, source);
	hash = nx_hash_stored(hash, nx_buf_str(&fold));
	nx_buf_release(&fold);
	return hash;
}

int64_t same_text_key(text_sum sum, const article_facts *facts)
{
	uint64_t hash = nx_hash_stored(sum.hash, NX_STR("text"));

	if (sum.tokens < TEXT_ENOUGH) {
		hash = add_source(hash, facts->source);
		hash = nx_hash_stored(hash, facts->date);
		hash = nx_hash_stored(hash, facts->url);
		if (!facts->source.n || !facts->date.n)
			hash = nx_hash_stored(hash, facts->docno);
	}
	return (int64_t)hash;
}

/* The last three digits stand in the low bits, so that the ids of a dump, which count
 * up, are neighbours in the table and not each on a page of its own. */
int64_t same_docno_key(nx_str docno, nx_str source)
{
	uint64_t number = 0, hash, scale = 1;
	size_t n = docno.n;

	if (!docno.n)
		return 0;
	for (; n && scale < 1000 && docno.p[n - 1] >= '0' && docno.p[n - 1] <= '9'; scale *= 10)
		number += (uint64_t)(docno.p[--n] - '0') * scale;
	hash = add_source(nx_hash_stored(0, NX_STR("docno")), source);
	hash = nx_hash_stored(hash, nx_str_slice(docno, 0, n));
	return (int64_t)((hash << 10 | number) | (uint64_t)1 << 63);
}
