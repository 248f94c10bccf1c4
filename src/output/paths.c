/* The files in which the articles stand, each once for a question, as grep -l has it. */
#include <stdint.h>
#include <stdlib.h>

#include "base/hash.h"
#include "output/printers.h"

/* Hashes of 64 bits, open addressing; 0 is an empty slot. Two paths of one hash would be
 * taken for one: a chance of one in 10^7 with a million paths. */
struct nx_seen {
	uint64_t *slots;
	size_t size, used;
};

static bool grow(struct nx_seen *seen)
{
	size_t size = seen->size ? seen->size * 2 : 256, i, k;
	uint64_t *slots = calloc(size, sizeof *slots);

	if (!slots)
		return false;
	for (i = 0; i < seen->size; i++) {
		if (!seen->slots[i])
			continue;
		for (k = seen->slots[i] & (size - 1); slots[k]; k = (k + 1) & (size - 1))
			;
		slots[k] = seen->slots[i];
	}
	free(seen->slots);
	seen->slots = slots;
	seen->size = size;
	return true;
}

/* Is it new? Without memory everything is. */
static bool is_new(nx_print *print, nx_str qid, nx_str path)
{
	uint64_t hash = nx_hash_stored(nx_hash_stored(0, qid), path);
	struct nx_seen *seen = print->seen;
	size_t i;

	hash += hash == 0;
	if (!seen && !(seen = print->seen = calloc(1, sizeof *seen)))
		return true;
	if (seen->used * 2 >= seen->size && !grow(seen))
		return true;
	for (i = hash & (seen->size - 1); seen->slots[i]; i = (i + 1) & (seen->size - 1))
		if (seen->slots[i] == hash)
			return false;
	seen->slots[i] = hash;
	seen->used++;
	return true;
}

void paths_forget(nx_print *print)
{
	if (print->seen)
		free(print->seen->slots);
	free(print->seen);
	print->seen = NULL;
}

static void paths_hit(nx_buf *out, nx_print *print, const nx_hit *hit)
{
	if (!hit->path.n || !is_new(print, print->qid, hit->path))
		return;
	if (print->qid.p) {
		nx_tsv_field(out, print->qid);
		nx_buf_addc(out, '\t');
	}
	nx_buf_add(out, hit->path);
	nx_buf_addc(out, print->ends_nul ? '\0' : '\n');
}

const nx_printer printer_paths = { .name = "paths", .needs_text = true, .hit = paths_hit };
