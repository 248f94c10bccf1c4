/* Data files that travel inside the program. */
#ifndef NX_BASE_EMBED_H
#define NX_BASE_EMBED_H

#include "newsidx/buf.h"

/* Define at file scope the contents of `path`, given from the project's root, and
 * a function `static nx_str name(void)` that views it, aligned to 16 bytes. */
#define NX_EMBED(name, path)                                                                       \
	__asm__(".pushsection .rodata\n"                                                           \
		".balign 16\n"                                                                     \
		"nx_embed_" #name "_begin:\n"                                                      \
		".incbin \"" path "\"\n"                                                           \
		"nx_embed_" #name "_end:\n"                                                        \
		".byte 0\n"                                                                        \
		".popsection\n");                                                                  \
	extern const char nx_embed_##name##_begin[] __attribute__((visibility("hidden")));         \
	extern const char nx_embed_##name##_end[] __attribute__((visibility("hidden")));           \
	static nx_str name(void)                                                                   \
	{                                                                                          \
		return (nx_str){ nx_embed_##name##_begin,                                          \
			(size_t)(nx_embed_##name##_end - nx_embed_##name##_begin) };               \
	}

#endif
