#include "newsidx/locale.h"

#include <string.h>
#include <unicode/unumsys.h>
#include <unicode/upluralrules.h>
#include <unicode/uversion.h>

nx_plural nx_plural_of(const char *locale, uint64_t n)
{
	static const char *const names[] = { "zero", "one", "two", "few", "many" };
	UErrorCode error = U_ZERO_ERROR;
	UPluralRules *rules = uplrules_open(locale, &error);
	UChar keyword[16];
	char name[16] = "";
	int32_t length = uplrules_select(rules, (double)n, keyword, 16, &error);

	if (U_SUCCESS(error))
		u_UCharsToChars(keyword, name, length < 15 ? length : 15);
	uplrules_close(rules);
	for (int i = 0; i < NX_PLURAL_OTHER; i++)
		if (!strncmp(name, names[i], sizeof name))
			return (nx_plural)i;
	return NX_PLURAL_OTHER;
}

/* The code point of the digit zero. */
static unsigned zero_of(const char *locale)
{
	UErrorCode error = U_ZERO_ERROR;
	UNumberingSystem *system = unumsys_open(locale, &error);
	UChar digits[32] = { 0 };
	UChar32 zero = '0';

	/* Ten digits of the Basic Plane; others are not met with. */
	if (U_SUCCESS(error) && !unumsys_isAlgorithmic(system) &&
		unumsys_getDescription(system, digits, 32, &error) == 10 && U_SUCCESS(error))
		zero = digits[0];
	unumsys_close(system);
	return (unsigned)zero;
}

void nx_locale_number(nx_buf *out, const char *locale, uint64_t n)
{
	unsigned zero = zero_of(locale);
	unsigned char digits[20];
	size_t count = 0;

	do
		digits[count++] = (unsigned char)(n % 10);
	while (n /= 10);
	while (count)
		nx_buf_add_cp(out, zero + digits[--count]);
}

void nx_text_libraries(nx_buf *out)
{
	UVersionInfo version;
	char text[U_MAX_VERSION_STRING_LENGTH];

	u_getVersion(version);
	u_versionToString(version, text);
	nx_buf_addf(out, "ICU %s\n", text);
}
