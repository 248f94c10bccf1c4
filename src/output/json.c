#include "output/printers.h"

#include "newsidx/utf8.h"

static void escape(nx_buf *out, unsigned cp)
{
	switch (cp) {
	case '"':
		nx_buf_adds(out, "\\\"");
		break;
	case '\\':
		nx_buf_adds(out, "\\\\");
		break;
	case '\n':
		nx_buf_adds(out, "\\n");
		break;
	case '\r':
		nx_buf_adds(out, "\\r");
		break;
	case '\t':
		nx_buf_adds(out, "\\t");
		break;
	default:
		nx_buf_addf(out, "\\u%04x", cp);
	}
}

/* The end of what can go out as it is from `pos` on: ASCII and two-byte sequences, which
 * hold all of the Arabic block. */
static size_t plain_end(nx_str s, size_t pos)
{
	const unsigned char *p = (const unsigned char *)s.p;

	while (pos < s.n) {
		if (p[pos] >= 0x20 && p[pos] < 0x7F && p[pos] != '"' && p[pos] != '\\')
			pos++;
		else if (p[pos] >= 0xC2 && p[pos] < 0xE0 && s.n - pos > 1 &&
			 (p[pos + 1] & 0xC0) == 0x80)
			pos += 2;
		else
			break;
	}
	return pos;
}

void nx_json_string(nx_buf *out, nx_str s)
{
	size_t pos = 0;

	if (!s.p) {
		nx_buf_adds(out, "null");
		return;
	}
	nx_buf_addc(out, '"');
	while (pos < s.n) {
		size_t end = plain_end(s, pos);
		unsigned cp;

		nx_buf_add(out, nx_str_slice(s, pos, end));
		pos = end;
		if (pos == s.n)
			break;
		cp = nx_utf8_next(s, &pos);
		if (cp < 0x20 || cp == '"' || cp == '\\' || cp == 0x7F || cp == 0x2028 ||
			cp == 0x2029)
			escape(out, cp);
		else
			nx_buf_add_cp(out, cp);
	}
	nx_buf_addc(out, '"');
}

static void field(nx_buf *out, const char *name, nx_str value)
{
	nx_buf_addf(out, ", \"%s\": ", name);
	nx_json_string(out, value);
}

static void list(nx_buf *out, const char *name, nx_str items)
{
	nx_str item;
	bool first = true;

	nx_buf_addf(out, ", \"%s\": [", name);
	while (nx_str_split(&items, '\n', &item)) {
		if (!item.n)
			continue;
		if (!first)
			nx_buf_adds(out, ", ");
		nx_json_string(out, item);
		first = false;
	}
	nx_buf_addc(out, ']');
}

/* Only what a copy says otherwise is worth its room, but a key that is sometimes missing
 * is a trap for scripts. */
static void copy_list(nx_buf *out, const nx_hit *hit)
{
	nx_buf_adds(out, ", \"copies\": [");
	for (size_t i = 0; i < hit->copy_count; i++) {
		const nx_copy *copy = &hit->copies[i];

		nx_buf_adds(out, i ? ", {\"docno\": " : "{\"docno\": ");
		nx_json_string(out, copy->docno);
		field(out, "date", copy->date);
		field(out, "source", copy->source);
		field(out, "url", copy->url);
		field(out, "path", copy->path);
		field(out, "member", copy->member);
		nx_buf_addc(out, '}');
	}
	nx_buf_addc(out, ']');
}

/* The other articles of the story. */
static void story(nx_buf *out, const nx_hit *hit)
{
	nx_buf_adds(out, ", \"similar\": [");
	for (size_t i = 0; i < hit->similar_count; i++) {
		const nx_member *member = &hit->similar[i];

		nx_buf_addf(out, "%s{\"id\": \"%s\"", i ? ", " : "", member->id);
		field(out, "source", member->source);
		field(out, "date", member->date);
		nx_buf_addc(out, '}');
	}
	nx_buf_addf(out, "], \"first\": \"%s\"", hit->first);
}

/* `group` is named in the object itself where nothing around it does. */
static void json_object(
	nx_buf *out, const nx_print *print, const nx_hit *hit, const nx_facet_value *group)
{
	nx_buf_addc(out, '{');
	if (print->qid.p) {
		nx_buf_adds(out, "\"qid\": ");
		nx_json_string(out, print->qid);
		nx_buf_adds(out, ", ");
	}
	if (group) {
		nx_buf_adds(out, "\"group\": {");
		facets_json_value(out, group);
		nx_buf_adds(out, "}, ");
	}
	if (!print->is_extract)
		nx_buf_addf(out, "\"id\": \"%s\", ", hit->id);
	nx_buf_adds(out, "\"docno\": ");
	nx_json_string(out, hit->docno);
	field(out, "title", hit->title);
	field(out, "alternative_title", hit->alternative_title);
	field(out, "date", hit->date);
	field(out, "date_origin", hit->date_origin);
	field(out, "dateline", hit->dateline);
	field(out, "source", hit->source);
	field(out, "author", hit->author);
	field(out, "section", hit->section);
	list(out, "tags", hit->tags);
	field(out, "url", hit->url);
	field(out, "path", hit->path);
	field(out, "member", hit->member);
	list(out, "captions", hit->captions);
	list(out, "subheadings", hit->subheadings);
	if (!print->is_extract)
		copy_list(out, hit);
	if (hit->collapsed)
		story(out, hit);
	if (hit->likeness != NX_LIKE_NONE) {
		nx_buf_addf(out, ", \"reason\": \"%s\", \"score\": %.4f",
			nx_likeness_name(hit->likeness), hit->score);
	} else if (!print->is_extract && !print->with_body) {
		nx_buf_addf(out, ", \"score\": %.4f", hit->score);
		field(out, "match",
			nx_tier_name(hit->match) ? nx_str_from(nx_tier_name(hit->match))
						 : NX_STR_NULL);
		field(out, "snippet", hit->snippet);
	}
	if (print->with_body)
		field(out, "body", hit->body);
	nx_buf_addc(out, '}');
}

static void json_begin(nx_buf *out, nx_print *print)
{
	if (print->facets) {
		nx_buf_addc(out, '{');
		facets_json(out, print);
		nx_buf_adds(out, print->grouped ? ",\n\"groups\": " : ",\n\"hits\": ");
	} else if (print->with_suggestions) {
		nx_buf_adds(out, "{\"hits\": ");
	}
	nx_buf_adds(out, "[");
}

static void json_group(nx_buf *out, nx_print *print)
{
	nx_buf_adds(out, print->groups ? "]},\n {" : "\n {");
	facets_json_value(out, print->group);
	nx_buf_adds(out, ", \"hits\": [");
}

static void json_hit(nx_buf *out, nx_print *print, const nx_hit *hit)
{
	if (print->group)
		nx_buf_adds(out, print->in_group ? ",\n  " : "\n  ");
	else
		nx_buf_adds(out, print->count ? ",\n " : "\n ");
	json_object(out, print, hit, NULL);
}

static void json_end(nx_buf *out, nx_print *print)
{
	bool suggests = print->with_suggestions && !print->facets;

	nx_buf_adds(out, print->groups ? "]}\n]" : print->count ? "\n]" : "]");
	if (suggests)
		nx_buf_addf(out, ",\n\"suggestions\": [%.*s]", NX_FMT(print->suggestions));
	nx_buf_adds(out, print->facets || suggests ? "}\n" : "\n");
}

static void jsonl_hit(nx_buf *out, nx_print *print, const nx_hit *hit)
{
	json_object(out, print, hit, print->group);
	nx_buf_addc(out, '\n');
}

static void jsonl_end(nx_buf *out, nx_print *print)
{
	if (!print->facets || !print->facets->count)
		return;
	nx_buf_addc(out, '{');
	facets_json(out, print);
	nx_buf_adds(out, "}\n");
}

/* Each line names its group. */
static void jsonl_group(nx_buf *out, nx_print *print)
{
	(void)out;
	(void)print;
}

const nx_printer printer_json = { "json", true, true, true, json_begin, json_hit, json_end,
	json_group };
const nx_printer printer_jsonl = { "jsonl", true, true, true, NULL, jsonl_hit, jsonl_end,
	jsonl_group };
