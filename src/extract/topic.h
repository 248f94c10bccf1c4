/* What a text is about, as a set of its stems: enough to tell a headline of the
 * text from a headline of another one. */
#ifndef NX_EXTRACT_TOPIC_H
#define NX_EXTRACT_TOPIC_H

#include <stdint.h>

#include "newsidx/buf.h"

#define NX_TOPIC_BITS 32768

/* A Bloom filter with one bit a stem: false hits are rare and harmless. */
typedef struct nx_topic {
	uint64_t bits[NX_TOPIC_BITS / 64];
} nx_topic;

void nx_topic_add(nx_topic *topic, nx_str text);
/* The share, in percent, of the content words of `text` that the topic has; -1
 * for a text without content words. */
int nx_topic_share(const nx_topic *topic, nx_str text);

#endif
