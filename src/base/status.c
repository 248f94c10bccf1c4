#include "newsidx/status.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

nx_status nx_fail(nx_error *err, nx_status status, const char *format, ...)
{
	va_list args;
	int n;

	if (!err)
		return status;
	err->status = status;
	va_start(args, format);
	n = vsnprintf(err->text, sizeof err->text, format, args);
	va_end(args);
	if (n >= (int)sizeof err->text) {
		size_t end = sizeof err->text - 1;

		while (end > 0 && ((unsigned char)err->text[end - 1] & 0xC0) == 0x80)
			end--;
		if (end > 0 && (unsigned char)err->text[end - 1] >= 0xC0)
			end--;
		err->text[end] = '\0';
	}
	return status;
}
