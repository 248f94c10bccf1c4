#include "cli/messages.h"

#include <stdlib.h>
#include <string.h>

#include "newsidx/locale.h"

/* A catalogue as msgfmt writes it, on a machine with the least byte first: a header of
 * seven words, then tables of (length, offset) of the originals, sorted, and of the
 * translations; an original with two forms has a NUL between them, a translation one
 * behind each form but the last. */
static const unsigned char arabic[] = {
#include "ar_mo.inc"
};
#define MO_MAGIC 0x950412DE

#define LANGUAGES_MAX 64

static struct messages {
	char locale[LANGUAGES_MAX]; /* "ar_EG" */
	const unsigned char *catalogue;
	size_t size;
} messages;

static bool speaks(const char *locale, const char *language)
{
	size_t n = strlen(language);

	return !strncmp(locale, language, n) && !(locale[n] >= 'a' && locale[n] <= 'z');
}

static const char *first_set(void)
{
	static const char *const names[] = { "LC_ALL", "LC_MESSAGES", "LANG" };
	size_t i;

	for (i = 0; i < sizeof names / sizeof *names; i++) {
		const char *value = getenv(names[i]);

		if (value && *value)
			return value;
	}
	return "C";
}

/* Up to the encoding. */
static void set_locale(const char *name, size_t n)
{
	size_t end = strcspn(name, ".@:");

	if (n > end)
		n = end;
	if (n >= sizeof messages.locale)
		n = sizeof messages.locale - 1;
	memcpy(messages.locale, name, n);
	messages.locale[n] = '\0';
}

/* As gettext does: LANGUAGE is a list in order of preference, and counts for nothing in
 * the locale C. Its "ar" leaves the country to the locale. */
static void choose(void)
{
	const char *locale = first_set(), *list = getenv("LANGUAGE");

	set_locale(locale, strlen(locale));
	if (!strcmp(messages.locale, "C") || !strcmp(messages.locale, "POSIX"))
		set_locale("en", 2);
	else
		for (; list && *list; list += strcspn(list, ":"), list += *list == ':')
			if (speaks(list, "ar") || speaks(list, "en")) {
				size_t n = strcspn(list, ":");

				if (n > 2 || strncmp(list, messages.locale, 2) != 0)
					set_locale(list, n);
				break;
			}
	if (speaks(messages.locale, "ar")) {
		messages.catalogue = arabic;
		messages.size = sizeof arabic;
	}
}

static uint32_t word(size_t at)
{
	const unsigned char *p = messages.catalogue + at;

	return p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16 | (uint32_t)p[3] << 24;
}

/* All forms of the translation, *end behind the last; NULL without one. */
static const char *look_up(const char *english, const char **end)
{
	size_t low = 0, high, from, to;

	if (!messages.catalogue || !*english || word(0) != MO_MAGIC)
		return NULL;
	high = word(8);
	from = word(12);
	to = word(16);
	while (low < high) {
		size_t i = low + (high - low) / 2;
		const char *text = (const char *)messages.catalogue + word(from + 8 * i + 4);
		int order = strcmp(english, text);

		if (!order) {
			text = (const char *)messages.catalogue + word(to + 8 * i + 4);
			*end = text + word(to + 8 * i);
			return text;
		}
		if (order < 0)
			high = i;
		else
			low = i + 1;
	}
	return NULL;
}

void messages_start(void)
{
	choose();
	nx_messages_in(message);
}

const char *messages_locale(void)
{
	return messages.catalogue ? messages.locale : "en";
}

const char *message(const char *english)
{
	const char *end, *text = look_up(english, &end);

	return text ? text : english;
}

/* Plural-Forms of ar.po has the six forms in the order of nx_plural. */
static const char *form_of(const char *one, const char *many, uint64_t n)
{
	const char *end, *text = look_up(one, &end);
	nx_plural form = nx_plural_of(text ? messages.locale : "en", n);

	if (!text)
		return form == NX_PLURAL_ONE ? one : many;
	while (form-- > 0 && text + strlen(text) < end)
		text += strlen(text) + 1;
	return text;
}

void message_count(nx_buf *out, const char *one, const char *many, uint64_t n)
{
	const char *text = form_of(one, many, n), *at = strstr(text, "%s");

	if (at) {
		nx_buf_add(out, (nx_str){ text, (size_t)(at - text) });
		nx_locale_number(out, messages_locale(), n);
		text = at + 2;
	}
	nx_buf_adds(out, text);
}

void message_count_some(
	nx_buf *out, const char *before, const char *one, const char *many, uint64_t n)
{
	if (!n)
		return;
	nx_buf_adds(out, message(before));
	message_count(out, one, many, n);
}

bool message_next_paragraph(nx_str *rest, nx_str *paragraph)
{
	size_t end;

	while (nx_str_starts(*rest, NX_STR("\n")))
		*rest = nx_str_slice(*rest, 1, rest->n);
	end = nx_str_find(*rest, NX_STR("\n\n"), 0);
	*paragraph = nx_str_slice(*rest, 0, end < rest->n ? end + 1 : rest->n);
	*rest = nx_str_slice(*rest, paragraph->n, rest->n);
	return paragraph->n > 0;
}

void message_paragraphs(nx_buf *out, nx_str english)
{
	nx_str paragraph;

	while (message_next_paragraph(&english, &paragraph)) {
		nx_buf text = NX_BUF_INIT;

		nx_buf_add(&text, paragraph);
		nx_buf_adds(out, nx_buf_cstr(&text) ? message(text.p) : "");
		nx_buf_adds(out, english.n ? "\n" : "");
		nx_buf_release(&text);
	}
}

void message_format(nx_buf *out, const char *format, va_list args)
{
	va_list again;
	int n;

	va_copy(again, args);
	format = message(format);
	n = vsnprintf(NULL, 0, format, args);
	if (n >= 0 && nx_buf_reserve(out, (size_t)n + 1)) {
		vsnprintf(out->p + out->n, (size_t)n + 1, format, again);
		out->n += (size_t)n;
	}
	va_end(again);
}
