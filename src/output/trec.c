/* A run as trec_eval reads it: qid Q0 docno rank score tag. */
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

/* A docno may be listed once only. */
static bool is_listed(const nx_hit *hit, size_t copy)
{
	nx_str docno = hit->copies[copy].docno;
	size_t i;

	if (!docno.n || nx_str_eq(docno, hit->docno))
		return true;
	for (i = 0; i < copy; i++)
		if (nx_str_eq(docno, hit->copies[i].docno))
			return true;
	return false;
}

/* Whoever made the question's answers knew each of its places as a document. */
static void trec_hit(nx_buf *out, nx_print *print, const nx_hit *hit)
{
	size_t i;

	if (hit->rank <= print->last) /* the next question */
		print->more = 0;
	print->last = hit->rank;
	line(out, print, hit, hit->docno.n ? hit->docno : nx_str_from(hit->id));
	for (i = 0; i < hit->copy_count; i++) {
		if (is_listed(hit, i))
			continue;
		print->more++;
		line(out, print, hit, hit->copies[i].docno);
	}
}

const nx_printer printer_trec = { "trec", false, false, NULL, trec_hit, NULL };
