/* A run as trec_eval reads it: qid Q0 docno rank score tag. */
#include <stdlib.h>
#include <string.h>

#include "output/printers.h"

/* Fields are separated by spaces, so a docno must not hold any. */
static void add_word(nx_buf *out, nx_str s)
{
	size_t i;

	for (i = 0; i < s.n; i++)
		nx_buf_addc(out, (unsigned char)s.p[i] <= ' ' ? '_' : s.p[i]);
}

/* One line. trec_eval goes by the score, not by the rank; by date there is none. */
static void line(nx_buf *out, nx_print *print, const nx_hit *hit, nx_str docno)
{
	add_word(out, print->qid.n ? print->qid : NX_STR("0"));
	nx_buf_adds(out, " Q0 ");
	add_word(out, docno);
	nx_buf_addf(out, " %zu %.6f newsidx\n", hit->rank + print->more,
		hit->score > 0 ? hit->score : 1.0 / (double)hit->rank);
}

static int by_place(const void *a, const void *b)
{
	const nx_copy *x = *(const nx_copy *const *)a, *y = *(const nx_copy *const *)b;

	return (x > y) - (x < y);
}

static int by_docno(const void *a, const void *b)
{
	nx_str x = (*(const nx_copy *const *)a)->docno, y = (*(const nx_copy *const *)b)->docno;
	int order = memcmp(x.p, y.p, x.n < y.n ? x.n : y.n);

	if (!order)
		order = (x.n > y.n) - (x.n < y.n);
	return order ? order : by_place(a, b);
}

/* The copies that have a docno of their own, one of each, in their order: a docno may be
 * listed once only, and there may be very many. */
static size_t choose(const nx_copy **out, const nx_hit *hit)
{
	size_t count = 0, kept = 0, i;

	for (i = 0; i < hit->copy_count; i++)
		if (hit->copies[i].docno.n && !nx_str_eq(hit->copies[i].docno, hit->docno))
			out[count++] = &hit->copies[i];
	qsort(out, count, sizeof *out, by_docno);
	for (i = 0; i < count; i++)
		if (i == 0 || !nx_str_eq(out[i]->docno, out[kept - 1]->docno))
			out[kept++] = out[i];
	qsort(out, kept, sizeof *out, by_place);
	return kept;
}

/* Whoever made the question's answers knew each of its places as a document. */
static void trec_hit(nx_buf *out, nx_print *print, const nx_hit *hit)
{
	const nx_copy **copies = calloc(hit->copy_count + 1, sizeof *copies);
	size_t count = copies ? choose(copies, hit) : 0, i;

	if (hit->rank <= print->last) /* the next question */
		print->more = 0;
	print->last = hit->rank;
	line(out, print, hit, hit->docno.n ? hit->docno : nx_str_from(hit->id));
	for (i = 0; i < count; i++) {
		print->more++;
		line(out, print, hit, copies[i]->docno);
	}
	free(copies);
}

const nx_printer printer_trec = { .name = "trec", .hit = trec_hit };
