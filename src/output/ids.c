#include "output/printers.h"

static void ids_hit(nx_buf *out, nx_print *print, const nx_hit *hit)
{
	if (print->qid.p) {
		nx_tsv_field(out, print->qid);
		nx_buf_addc(out, '\t');
	}
	nx_buf_adds(out, hit->id);
	nx_buf_addc(out, print->ends_nul ? '\0' : '\n');
}

const nx_printer printer_ids = { .name = "ids", .hit = ids_hit };
