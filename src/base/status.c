#include "newsidx/status.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static nx_translate_fn *translate;

void nx_messages_in(nx_translate_fn *function)
{
	translate = function;
}

const char *nx_message(const char *english)
{
	return translate ? translate(english) : english;
}

const char *nx_message_errno(int number)
{
	return nx_message(strerror(number));
}

nx_status nx_fail(nx_error *err, nx_status status, const char *format, ...)
{
	va_list args;
	int n;

	if (!err)
		return status;
	err->status = status;
	va_start(args, format);
	n = vsnprintf(err->text, sizeof err->text, nx_message(format), args);
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
