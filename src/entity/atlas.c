#include "entity/atlas.h"

#include <pthread.h>
#include <string.h>
#include <strings.h>

#include "base/embed.h"
#include "base/hash.h"
#include "newsidx/token.h"

NX_EMBED(atlas_tsv, "src/entity/data/atlas.tsv")

/* place TAB canonical TAB latin TAB */
typedef struct entry {
	nx_str name, latin;
} entry;

static entry read_entry(nx_str line)
{
	entry e;
	nx_str kind;

	nx_str_split(&line, '\t', &kind);
	nx_str_split(&line, '\t', &e.name);
	nx_str_split(&line, '\t', &e.latin);
	return e;
}

/* The lines behind the header. */
static nx_str lines(void)
{
	nx_str rest = atlas_tsv(), all = rest, line;

	while (nx_str_split(&rest, '\n', &line) && line.n > 0 && line.p[0] == '#')
		all = rest;
	return all;
}

static int compare(nx_str a, nx_str b)
{
	int order = memcmp(a.p, b.p, a.n < b.n ? a.n : b.n);

	return order ? order : (a.n > b.n) - (a.n < b.n);
}

void atlas_fold(nx_buf *out, nx_str name)
{
	nx_tokens tokens;
	nx_token token;

	nx_buf_clear(out);
	nx_tokens_init(&tokens, name);
	while (nx_tokens_next(&tokens, &token)) {
		if (out->n)
			nx_buf_addc(out, ' ');
		nx_buf_add(out, token.fold);
	}
	nx_tokens_release(&tokens);
}

nx_str atlas_find(nx_str fold)
{
	nx_str all = lines(), found = NX_STR_NULL;
	size_t from = 0, to = all.n; /* both where a line begins */
	nx_buf probe = NX_BUF_INIT;

	while (from < to && !found.p) {
		size_t at = from + (to - from) / 2, end;
		const char *stop;
		entry e;
		int order;

		while (at > from && all.p[at - 1] != '\n')
			at--;
		stop = memchr(all.p + at, '\n', all.n - at);
		end = stop ? (size_t)(stop - all.p) + 1 : all.n;
		e = read_entry(nx_str_slice(all, at, end));
		atlas_fold(&probe, e.name);
		order = compare(fold, nx_buf_str(&probe));
		if (order == 0)
			found = e.name;
		else if (order < 0)
			to = at;
		else
			from = end;
	}
	nx_buf_release(&probe);
	return found;
}

#define LATIN_SLOTS 32768 /* a power of two, more than there are entries */

/* One more than where the line begins, 0 for none. */
static uint32_t latin_lines[LATIN_SLOTS];
static pthread_once_t latin_once = PTHREAD_ONCE_INIT;

/* The same for letters of either case. */
static size_t latin_slot(nx_str name)
{
	uint64_t hash = name.n;
	size_t i;

	for (i = 0; i < name.n; i++)
		hash = (hash ^ ((unsigned char)name.p[i] | 0x20u)) * NX_HASH_FACTOR;
	return (size_t)(hash >> 40) % LATIN_SLOTS;
}

static void list_latin(void)
{
	nx_str all = lines(), rest = all, line;
	size_t used = 0;

	while (nx_str_split(&rest, '\n', &line)) {
		entry e = read_entry(line);
		size_t slot = latin_slot(e.latin);

		if (!e.latin.n || ++used >= LATIN_SLOTS)
			continue;
		while (latin_lines[slot])
			slot = (slot + 1) % LATIN_SLOTS;
		latin_lines[slot] = (uint32_t)(line.p - all.p) + 1;
	}
}

nx_str atlas_find_latin(nx_str name)
{
	nx_str all = lines();
	size_t slot = latin_slot(name);

	pthread_once(&latin_once, list_latin);
	for (; name.n && latin_lines[slot]; slot = (slot + 1) % LATIN_SLOTS) {
		nx_str rest = nx_str_slice(all, latin_lines[slot] - 1, all.n), line;
		entry e;

		nx_str_split(&rest, '\n', &line);
		e = read_entry(line);
		if (e.latin.n == name.n && strncasecmp(e.latin.p, name.p, name.n) == 0)
			return e.name;
	}
	return NX_STR_NULL;
}

size_t atlas_count(void)
{
	nx_str rest = lines(), line;
	size_t count = 0;

	while (nx_str_split(&rest, '\n', &line))
		count += line.n > 0;
	return count;
}
