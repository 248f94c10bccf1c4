/* Counting in the user's language. */
#ifndef NEWSIDX_LOCALE_H
#define NEWSIDX_LOCALE_H

#include <stdint.h>

#include "newsidx/buf.h"

/* The six forms of a noun that is counted, in CLDR's order; the forms of an Arabic
 * catalogue of messages stand in the same order. */
typedef enum nx_plural {
	NX_PLURAL_ZERO,
	NX_PLURAL_ONE,
	NX_PLURAL_TWO,
	NX_PLURAL_FEW,
	NX_PLURAL_MANY,
	NX_PLURAL_OTHER
} nx_plural;

/* Which of them goes with n things in the language of `locale` ("ar", "ar_EG", "en"),
 * by the CLDR's rules; NX_PLURAL_OTHER where nothing is known of it. */
nx_plural nx_plural_of(const char *locale, uint64_t n);

/* Append n with the digits that the locale writes, ungrouped: ٣٤ in Egypt, 34 in Morocco. */
void nx_locale_number(nx_buf *out, const char *locale, uint64_t n);

/* Append "NAME VERSION" of the libraries that the floor of the text stands on, as they
 * are linked, a line each. */
void nx_text_libraries(nx_buf *out);

#endif
