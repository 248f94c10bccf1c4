/* Particles that Arabic writes in one with the word that follows: wa- and fa-, bi-,
 * ka-, li-, and wa- or fa- before one of those. */
#ifndef NEWSIDX_PARTICLE_H
#define NEWSIDX_PARTICLE_H

#include "newsidx/buf.h"

/* Number of particles and clusters of them. */
#define NX_PARTICLES 11

/* Replace `out` by the folded `word` with particle number `i`: li- before the
 * article loses the article's alef. */
void nx_particle_join(nx_buf *out, size_t i, nx_str word);
/* Is `form` the folded `word` with one of them? */
bool nx_particle_before(nx_str form, nx_str word);

#endif
