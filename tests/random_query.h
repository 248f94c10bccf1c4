/* Queries that nobody would type: signs, quotes, brackets, fields, control and bidi
 * characters, bytes that are no UTF-8, and texts of 64 kB. The same seed gives the same
 * queries. */
#ifndef NX_TESTS_RANDOM_QUERY_H
#define NX_TESTS_RANDOM_QUERY_H

#include <stdint.h>

#include "newsidx/buf.h"

#define RANDOM_QUERY_LONG 65536

static inline uint32_t next_random(uint32_t *seed, uint32_t below)
{
	*seed = *seed * 1664525u + 1013904223u;
	return (uint32_t)((uint64_t)*seed * below >> 32);
}

/* Words that most articles have, and others. */
static inline const char *random_word(uint32_t *seed)
{
	static const char *const words[] = { "في", "من", "على", "إلى", "عن", "أن", "التي", "هذا",
		"بعد", "خلال", "محمد", "بن", "الملك", "السعودية", "المملكة", "الرياض", "العربية",
		"العالم", "الدولة", "اليوم", "عبدالله", "مدير", "رئيس", "وزير", "الأمير", "عام",
		"كتب", "الكتاب", "وقف إطلاق النار", "روسيا", "بوتين", "استراتيجية", "مسؤولية",
		"وسيكتبونها", "covid-19", "2.5", "١٬٠٠٠", "2015", "x", "the", "ﷺ", "北京", "ไทย",
		"عِلْمٌ", "مُحَمَّد", "ـــ", "گفتگو", "ﻻ" };

	return words[next_random(seed, sizeof words / sizeof *words)];
}

static inline const char *random_sign(uint32_t *seed)
{
	static const char *const signs[] = { "\"", "«", "»", "“", "”", "„", "-", "--", "(", ")",
		"((((((((", "))))))))", "(((((((((((((((((((((((((((((((", "*", "^", ":", "+", "=",
		"==", "~", "~2", "~5", "5~\"", "|", "||", "/", "..", "{title}", "NEAR(", " NEAR ",
		" NEAR/5 ", " 5/NEAR ", " قرب/٥ ", " AND ", " OR ", " NOT ", " أو ", " ليس ",
		"entity:", "person:", "منظمة:", "source:", "tag:", "title:", "عنوان:", "body:",
		"author:", "كاتب:", "section:", "query:", "url:", "id:", "id:20201027-1",
		"date:", "date:2020", "date:2020..", "date:2015-07",
		"mentions:", "mentions:2020-10", "من:", "إلى:2021", "foo:", "date:أكتوبر 2020",
		"كت*", "مح*", "~روسيا", "==على", "=الكتاب", "ـ", "\u064E", "\u200F", "\u202B",
		"\u202C", "\u2067", "\u0640\"", "'", ";", ",", "\\", "%", "_", "\x01", "\x02",
		"\x03", "\x04", "\x1B[31m", "\x7F", "\n", "（", "）" };

	return signs[next_random(seed, sizeof signs / sizeof *signs)];
}

/* Signs and words in no order. */
static inline void random_query(nx_buf *text, uint32_t *seed)
{
	uint32_t n = next_random(seed, 12);

	nx_buf_clear(text);
	while (n--)
		switch (next_random(seed, 8)) {
		case 0:
			nx_buf_addc(text, (char)next_random(seed, 256));
			break;
		case 1:
			nx_buf_add_cp(text, next_random(seed, 0x3000));
			break;
		case 2:
		case 3:
			nx_buf_addc(text, ' ');
			break;
		case 4:
		case 5:
			nx_buf_adds(text, random_word(seed));
			break;
		default:
			nx_buf_adds(text, random_sign(seed));
		}
}

/* A word of Arabic letters that no other is like. */
static inline void random_letters(nx_buf *text, uint32_t *seed, uint32_t letters)
{
	while (letters--)
		nx_buf_add_cp(text, 0x0621 + next_random(seed, 0x1A));
}

/* What long queries are made of, over and over: %w is a word, %l letters of a word, %a an
 * ASCII letter, %q a whole random query. */
static const char *const random_long_kinds[] = { "%q", "%w ", "%l ", "(", ")", "(%w ", "%w) (",
	" OR ", "%w OR ", "%w | ", "(%w NEAR/5 ", "%w NEAR/100 ", "\"", "\"%w", "«%w ",
	"\"%w %w\" ", "\"%w %w %w\"~100 ", "%l", "%a", "%l* ", "%w* ", "\"%w %w*\" ", "~%w ",
	"~%l ", "-%w ", "NOT (%w OR ", "-(%w -(", "==%w ", "-==%w ", "=\"%w %w\" ", "title:%w ",
	"body:(%w ", "url:%a ", "url:%w OR ", "id:2015070%a OR ", "%w OR -==%w OR ",
	"date:2015-07-1%a ", "date:2015..2016 | ", "mentions:1900..2100 ", "entity:%w ",
	"person:\"%w %w\" | ", "source:%w | ", "author:%w -", "عنوان:(%w|", "\u064B\u0650",
	"ل\u0651\u064E", "\u202B", "\x01\x02", "\xFF", "\xD8", "%w\x01%w\x04", "\"%w\" \"\" ",
	"%w~5 ", "%w-%w-%w ", "ـ" };
#define RANDOM_LONG_KINDS (sizeof random_long_kinds / sizeof *random_long_kinds)

static inline void add_pattern(nx_buf *text, const char *pattern, uint32_t *seed)
{
	nx_buf part = NX_BUF_INIT;

	for (; *pattern; pattern++) {
		if (*pattern != '%') {
			nx_buf_addc(text, *pattern);
			continue;
		}
		switch (*++pattern) {
		case 'w':
			nx_buf_adds(text, random_word(seed));
			break;
		case 'l':
			random_letters(text, seed, 2 + next_random(seed, 6));
			break;
		case 'a':
			nx_buf_addc(text, (char)('a' + next_random(seed, 26)));
			break;
		default:
			random_query(&part, seed);
			nx_buf_add(text, nx_buf_str(&part));
		}
	}
	nx_buf_release(&part);
}

/* A query of RANDOM_QUERY_LONG bytes of the kind. */
static inline void long_query(nx_buf *text, size_t kind, uint32_t *seed)
{
	nx_buf_clear(text);
	while (text->n < RANDOM_QUERY_LONG && !text->failed)
		add_pattern(text, random_long_kinds[kind % RANDOM_LONG_KINDS], seed);
	if (text->n > RANDOM_QUERY_LONG)
		text->n = RANDOM_QUERY_LONG;
}

#endif
