#include "cli/screen.h"

#include <string.h>

#include "cli/messages.h"
#include "cli/pager.h"

bool screen_choose(
	nx_print *print, const command *self, const cli_values *values, int at, size_t *rows)
{
	const char *const *value = values->value + at;
	const char *bidi = value[SCREEN_BIDI] ? value[SCREEN_BIDI] : "auto";
	size_t columns, high;
	bool is_screen = pager_screen(&columns, &high);

	if (!cli_choice(self, "bidi", bidi, "auto|isolate|none"))
		return false;
	if (!strcmp(bidi, "none"))
		messages_plain();
	print->isolate = !strcmp(bidi, "isolate") || (is_screen && !strcmp(bidi, "auto"));
	print->width = is_screen ? columns : 0;
	*rows = is_screen && !value[SCREEN_NO_PAGER] ? high : 0;
	return true;
}
