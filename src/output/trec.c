/* A run as trec_eval reads it: qid Q0 docno rank score tag. */
#include "output/printers.h"

/* Fields are separated by spaces, so a docno must not hold any. */
static void add_word(nx_buf *out, nx_str s)
{
	size_t i;

	for (i = 0; i < s.n; i++)
		nx_buf_addc(out, (unsigned char)s.p[i] <= ' ' ? '_' : s.p[i]);
}

static void trec_hit(nx_buf *out, nx_print *print, const nx_hit *hit)
{
	add_word(out, print->qid.n ? print->qid : NX_STR("0"));
	nx_buf_adds(out, " Q0 ");
	add_word(out, hit->docno.n ? hit->docno : nx_str_from(hit->id));
	/* trec_eval goes by the score, not by the rank; by date there is none. */
	nx_buf_addf(out, " %zu %.6f newsidx\n", hit->rank,
		hit->score > 0 ? hit->score : 1.0 / (double)hit->rank);
}

const nx_printer printer_trec = { "trec", false, false, NULL, trec_hit, NULL };
