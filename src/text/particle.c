#include "newsidx/particle.h"

#define ALEF_LAM NX_STR("\xD8\xA7\xD9\x84")
#define LAM "\xD9\x84"
#define BEH "\xD8\xA8"
#define KAF "\xD9\x83"
#define WAW "\xD9\x88"
#define FEH "\xD9\x81"

static const struct {
	nx_str letters;
	bool lam; /* ends in lam */
} list[NX_PARTICLES] = {
	{ { WAW, 2 }, false },
	{ { FEH, 2 }, false },
	{ { BEH, 2 }, false },
	{ { KAF, 2 }, false },
	{ { LAM, 2 }, true },
	{ { WAW BEH, 4 }, false },
	{ { WAW KAF, 4 }, false },
	{ { WAW LAM, 4 }, true },
	{ { FEH BEH, 4 }, false },
	{ { FEH KAF, 4 }, false },
	{ { FEH LAM, 4 }, true },
};

/* What of the word is written after the particle. */
static nx_str written(size_t i, nx_str word)
{
	if (list[i].lam && nx_str_starts(word, ALEF_LAM))
		return nx_str_slice(word, 2, word.n);
	return word;
}

void nx_particle_join(nx_buf *out, size_t i, nx_str word)
{
	nx_buf_clear(out);
	nx_buf_add(out, list[i].letters);
	nx_buf_add(out, written(i, word));
}

bool nx_particle_before(nx_str form, nx_str word)
{
	size_t i;

	if (form.n < word.n)
		return false;
	for (i = 0; i < NX_PARTICLES; i++) {
		nx_str rest = written(i, word), start = list[i].letters;

		if (form.n == start.n + rest.n && nx_str_starts(form, start) &&
			nx_str_ends(form, rest))
			return true;
	}
	return false;
}
