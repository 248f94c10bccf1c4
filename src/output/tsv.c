/* In groups the group's value; then the fields that were chosen, else with --queries the
 * question's id, then id, date, source, title, url, docno, path, score, snippet; of similar
 * articles the reason in its place. Absent values are empty. */
#include "output/column.h"
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

static void chosen(nx_buf *out, const nx_print *print, const nx_hit *hit)
{
	nx_buf scratch = NX_BUF_INIT;

	for (size_t i = 0; i < print->fields.count; i++) {
		nx_buf_adds(out, i ? "\t" : "");
		nx_tsv_field(out, column_text(&scratch, print, hit, print->fields.items[i]));
	}
	nx_buf_addc(out, '\n');
	out->failed |= scratch.failed;
	nx_buf_release(&scratch);
}

static void tsv_hit(nx_buf *out, nx_print *print, const nx_hit *hit)
{
	const nx_str fields[] = { hit->date, hit->source, hit->title, hit->url, hit->docno,
		hit->path };
	size_t i;

	if (print->group) {
		nx_tsv_field(out, print->group->value);
		nx_buf_addc(out, '\t');
	}
	if (print->fields.count) {
		chosen(out, print, hit);
		return;
	}
	if (print->qid.p) {
		nx_tsv_field(out, print->qid);
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

const nx_printer printer_tsv = { .name = "tsv",
	.needs_text = true,
	.needs_snippet = true,
	.needs_match = true,
	.hit = tsv_hit,
	.end = facets_tsv,
	.group = tsv_group };
