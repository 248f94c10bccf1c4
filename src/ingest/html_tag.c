#include "ingest/html_tag.h"

#include <string.h>
#include <strings.h>

static const struct {
	const char *name;
	uint8_t n, flags;
} tags[] = {
	[NX_TAG_NONE] = { "", 0, 0 },
#define NX_HTML_TAG(id, text, bits) [NX_TAG_##id] = { text, sizeof text - 1, bits },
	NX_HTML_TAGS(NX_HTML_TAG)
#undef NX_HTML_TAG
		[NX_TAG_OTHER] = { "", 0, 0 },
	[NX_TAG_CUSTOM] = { "", 0, NX_HTML_BLOCK },
};

unsigned nx_html_tag_flags(nx_html_tag tag)
{
	return tags[tag].flags;
}

nx_html_tag nx_html_tag_of(nx_str name)
{
	size_t low = NX_TAG_NONE + 1, high = NX_TAG_OTHER;

	while (low < high) {
		size_t mid = (low + high) / 2, n = tags[mid].n;
		int order = strncasecmp(name.p, tags[mid].name, name.n < n ? name.n : n);

		if (order == 0)
			order = (name.n > n) - (name.n < n);
		if (order == 0)
			return (nx_html_tag)mid;
		if (order < 0)
			high = mid;
		else
			low = mid + 1;
	}
	return memchr(name.p, '-', name.n) ? NX_TAG_CUSTOM : NX_TAG_OTHER;
}

bool nx_html_is_space(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}

bool nx_html_same(nx_str a, const char *b)
{
	return a.n == strlen(b) && strncasecmp(a.p, b, a.n) == 0;
}
