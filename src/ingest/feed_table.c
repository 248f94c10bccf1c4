/* The tables of namespaces and elements. */
#include "base/embed.h"
#include "ingest/feed.h"
#include "ingest/record_keys.h"

NX_EMBED(feed_spaces_tsv, "src/ingest/data/feed-spaces.tsv")
NX_EMBED(feed_elements_tsv, "src/ingest/data/feed-elements.tsv")

nx_str nx_feed_space_of_uri(nx_str uri)
{
	nx_str rest = feed_spaces_tsv(), line, name, best = NX_STR("?");
	size_t most = 0, scheme;

	uri = nx_str_trim(uri);
	scheme = nx_str_find(uri, NX_STR("://"), 0);
	if (scheme != (size_t)-1)
		uri = nx_str_slice(uri, scheme + 3, uri.n);
	while (nx_str_split(&rest, '\n', &line)) {
		if (!nx_str_split(&line, '\t', &name) || !line.p || line.n <= most)
			continue;
		if (nx_feed_same(nx_str_slice(uri, 0, line.n), line)) {
			best = name;
			most = line.n;
		}
	}
	return best;
}

nx_str nx_feed_space_of_prefix(nx_str prefix)
{
	nx_str rest = feed_spaces_tsv(), line, name;

	while (nx_str_split(&rest, '\n', &line)) {
		if (nx_str_split(&line, '\t', &name) && line.p && nx_feed_same(name, prefix))
			return name;
	}
	return NX_STR("?");
}

static bool read_element(nx_feed_element *out, nx_str line)
{
	static const char *const hows[] = { "text", "body", "list", "url", "link", "guid", "person",
		"category", "channel", "type", "status", "group" };
	nx_str field, rank;

	if (!nx_str_split(&line, '\t', &field) || !nx_str_split(&line, '\t', &rank) || rank.n != 1)
		return false;
	*out = (nx_feed_element){ .rank = (size_t)(rank.p[0] - '0') };
	if (!nx_field_from_name(&out->field, field))
		out->field = NX_FIELDS;
	for (size_t i = 0; i < sizeof hows / sizeof *hows; i++) {
		if (nx_str_eq(line, nx_str_from(hows[i]))) {
			out->how = (nx_feed_how)i;
			return true;
		}
	}
	return false;
}

/* space:local or space:parent/local */
static bool is_key(nx_str key, nx_str space, nx_str parent, nx_str local)
{
	size_t at = space.n + 1;

	if (key.n <= at || key.p[space.n] != ':' ||
		!nx_str_eq(nx_str_slice(key, 0, space.n), space))
		return false;
	if (parent.p) {
		if (key.n <= at + parent.n || key.p[at + parent.n] != '/' ||
			!nx_feed_same(nx_str_slice(key, at, at + parent.n), parent))
			return false;
		at += parent.n + 1;
	}
	return nx_feed_same(nx_str_slice(key, at, key.n), local);
}

bool nx_feed_element_find(nx_feed_element *out, nx_str space, nx_str parent, nx_str local)
{
	nx_str rest = feed_elements_tsv(), line, key;

	while (nx_str_split(&rest, '\n', &line)) {
		if (nx_str_split(&line, '\t', &key) && line.p && is_key(key, space, parent, local))
			return read_element(out, line);
	}
	return false;
}
