/* With --queries the question's id, in groups the group's value; then id, date, source,
 * title, url, docno, path, score, snippet; of similar articles the reason in its place.
 * Absent values are empty. */
#include "output/printers.h"

void nx_tsv_field(nx_buf *out, nx_str s)
{
	size_t i;

	for (i = 0; i < s.n; i++) {
		switch (s.p[i]) {
		case '\t':
			nx_buf_adds(out, "\\t");
			break;
		case '\n':
			nx_buf_adds(out, "\\n");
			break;
		case '\r':
			nx_buf_adds(out, "\\r");
			break;
		case '\\':
			nx_buf_adds(out, "\\\\");
			break;
		default:
			nx_buf_addc(out, s.p[i]);
		}
	}
}

static void tsv_hit(nx_buf *out, nx_print *print, const nx_hit *hit)
{
	const nx_str fields[] = { hit->date, hit->source, hit->title, hit->url, hit->docno,
		hit->path };
	size_t i;

	if (print->qid.p) {
		nx_tsv_field(out, print->qid);
		nx_buf_addc(out, '\t');
	}
	if (print->group) {
		nx_tsv_field(out, print->group->value);
		nx_buf_addc(out, '\t');
	}
	if (!print->is_extract)
		nx_buf_adds(out, hit->id);
	for (i = 0; i < sizeof fields / sizeof *fields; i++) {
		nx_buf_addc(out, '\t');
		nx_tsv_field(out, fields[i]);
	}
	nx_buf_addf(out, "\t%.4f\t", hit->score);
	nx_tsv_field(out, print->with_body ? hit->body
			  : hit->likeness != NX_LIKE_NONE
				  ? nx_str_from(nx_likeness_name(hit->likeness))
				  : hit->snippet);
	nx_buf_addc(out, '\n');
}

/* Each line names its group. */
static void tsv_group(nx_buf *out, nx_print *print)
{
	(void)out;
	(void)print;
}

const nx_printer printer_tsv = { "tsv", true, true, false, NULL, tsv_hit, facets_tsv, tsv_group };
