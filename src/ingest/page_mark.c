#include "ingest/page_mark.h"

#include <string.h>
#include <strings.h>

#include "base/hash.h"
#include "newsidx/utf8.h"

/* Headers are short; real ones are file names at the longest. */
#define HEADER_BYTES 200

/* Characters that rules are drawn with. Hyphens, asterisks and their kin stand in
 * columns and essays between sections, equals signs and box drawings hardly ever. */
static nx_page_level level_of(unsigned cp)
{
	switch (cp) {
	case '=':
	case '_':
	case '#':
	case '%':
	case '+':
	case 0x2500: /* BOX DRAWINGS LIGHT HORIZONTAL */
	case 0x2501: /* BOX DRAWINGS HEAVY HORIZONTAL */
	case 0x2550: /* BOX DRAWINGS DOUBLE HORIZONTAL */
		return NX_PAGE_CLEAR;
	case '-':
	case '*':
	case '~':
	case 0x0640: /* ARABIC TATWEEL */
	case 0x2013: /* EN DASH */
	case 0x2014: /* EM DASH */
	case 0x2015: /* HORIZONTAL BAR */
	case 0x2022: /* BULLET */
		return NX_PAGE_WEAK;
	default:
		return NX_PAGE_TEXT;
	}
}

/* How many times `cp` stands from byte *pos on, with single spaces between them if
 * `spaced`; *pos moves behind the last. */
static size_t count_run(nx_str line, unsigned cp, size_t *pos, bool *spaced)
{
	size_t count = 0, at = *pos;

	*spaced = false;
	while (at < line.n) {
		if (line.p[at] == ' ') {
			*spaced = true;
			at++;
			continue;
		}
		if (nx_utf8_next(line, &at) != cp)
			break;
		*pos = at;
		count++;
	}
	return count;
}

static nx_page_mark rule(nx_str line)
{
	nx_page_mark mark = { NX_PAGE_TEXT, 0, NX_STR_NULL, false };
	size_t pos = 0, count;
	unsigned cp = nx_utf8_next(line, &pos);
	nx_page_level level = level_of(cp);
	bool spaced;

	pos = 0;
	if (level == NX_PAGE_TEXT)
		return mark;
	count = count_run(line, cp, &pos, &spaced);
	if (count < 3 || pos < line.n)
		return mark;
	mark.level = spaced || count < 5 ? NX_PAGE_FAINT : level;
	mark.key = nx_hash(line);
	return mark;
}

/* The number at the start of *rest, in digits of ASCII or ARABIC-INDIC, cut off. */
static bool cut_number(nx_str *rest)
{
	size_t pos = 0, end = 0;

	while (pos < rest->n) {
		unsigned cp = nx_utf8_next(*rest, &pos);

		if (!(cp >= '0' && cp <= '9') && !(cp >= 0x0660 && cp <= 0x0669))
			break;
		end = pos;
	}
	*rest = nx_str_trim(nx_str_slice(*rest, end, rest->n));
	return end > 0;
}

static bool cut_word(nx_str *rest, const char *word)
{
	nx_str w = nx_str_from(word);

	if (rest->n < w.n || strncasecmp(rest->p, w.p, w.n) != 0)
		return false;
	*rest = nx_str_trim(nx_str_slice(*rest, w.n, rest->n));
	return true;
}

static bool cut_any(nx_str *rest, const char *const *words)
{
	for (; *words; words++) {
		if (cut_word(rest, *words))
			return true;
	}
	return false;
}

/* Exports of ProQuest, LexisNexis and Factiva, and their kin in Arabic. No "page":
 * those are pages of paper. */
static const char *const documents[] = { "documents", "document", "doc", "articles", "article",
	"file", "record", "وثيقة", "الوثيقة", "مقالة", "المقالة", "مقال", "المقال", "خبر", "الخبر",
	"ملف", "الملف", "نص", "النص", NULL };
static const char *const of_words[] = { "of", "/", "من", "out of", NULL };

/* Does the text begin with "3 of 50"? *rest is what follows. */
static bool cut_count(nx_str *rest)
{
	return cut_number(rest) && cut_any(rest, of_words) && cut_number(rest);
}

/* "Document 3 of 50", "3 of 50 DOCUMENTS", "وثيقة 3 من 50"; without the second number
 * it could be a chapter of something. */
static nx_page_level numbered(nx_str line)
{
	nx_str rest = line, number;

	if (!cut_any(&rest, documents))
		return cut_count(&rest) && cut_any(&rest, documents) && rest.n == 0 ? NX_PAGE_NAMED
										    : NX_PAGE_TEXT;
	cut_any(&rest, (const char *const[]){ ":", "#", "no.", "رقم", NULL });
	number = rest;
	if (cut_count(&rest) && rest.n == 0)
		return NX_PAGE_NAMED;
	return cut_number(&number) && number.n == 0 ? NX_PAGE_CLEAR : NX_PAGE_TEXT;
}

/* Factiva closes an article with "Document" and its accession number: the code of the
 * paper, the date, and an ending of letters and digits, 25 characters in all. */
static bool is_accession(nx_str line)
{
	size_t digits = 0;

	if (!cut_word(&line, "Document ") || line.n != 25)
		return false;
	for (size_t i = 0; i < line.n; i++) {
		char c = line.p[i];

		if (!(c >= '0' && c <= '9') && !(c >= 'a' && c <= 'z') && !(c >= 'A' && c <= 'Z'))
			return false;
		digits += c >= '0' && c <= '9';
	}
	return digits >= 10;
}

static bool is_file_name(nx_str text)
{
	static const char *const endings[] = { ".txt", ".html", ".htm", ".md", ".json", ".xml" };

	for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
		if (nx_str_ends(text, nx_str_from(endings[i])))
			return true;
	}
	return false;
}

/* "=== 12 ===", "--- file: x.txt ---", "##### Document 3 of 50 #####": at least three
 * of a rule's characters before a text and as many after it. */
static nx_page_mark framed(nx_str line)
{
	nx_page_mark mark = { NX_PAGE_TEXT, 0, NX_STR_NULL, false };
	size_t pos = 0, at = line.n, left, right = 0;
	unsigned cp = nx_utf8_next(line, &pos);
	nx_page_level level = level_of(cp);
	nx_str text, rest;
	bool spaced;

	pos = 0;
	if (level == NX_PAGE_TEXT || (left = count_run(line, cp, &pos, &spaced)) < 3)
		return mark;
	while (at > pos) {
		size_t before = at;

		if (nx_utf8_prev(line, &before) != cp)
			break;
		at = before;
		right++;
	}
	rest = text = nx_str_trim(nx_str_slice(line, pos, at));
	if (right < 3 || text.n == 0)
		return mark;
	if (numbered(text) || is_file_name(text))
		mark.level = NX_PAGE_NAMED;
	else if (cut_number(&rest) &&
		 (rest.n == 0 || (cut_any(&rest, of_words) && cut_number(&rest) && rest.n == 0)))
		mark.level = level;
	mark.key = nx_hash(nx_str_slice(line, 0, pos)) ^ right;
	return mark;
}

/* "URL: http://...", "الرابط: ...", or the address alone */
static nx_page_mark address(nx_str line)
{
	static const char *const labels[] = { "source url", "url", "link", "الرابط", "رابط", NULL };
	nx_page_mark mark = { NX_PAGE_TEXT, 0, NX_STR_NULL, false };
	nx_str rest = line;
	bool labelled = cut_any(&rest, labels) && cut_word(&rest, ":");

	if (!labelled)
		rest = line;
	if ((!nx_str_starts(rest, NX_STR("http://")) && !nx_str_starts(rest, NX_STR("https://"))) ||
		memchr(rest.p, ' ', rest.n))
		return mark;
	mark.level = NX_PAGE_CLEAR;
	mark.key = nx_hash(nx_str_slice(line, 0, line.n - rest.n)) + 1;
	mark.url = rest;
	return mark;
}

nx_page_mark nx_page_mark_of(nx_str line)
{
	nx_page_mark mark = { NX_PAGE_TEXT, 0, NX_STR_NULL, false };

	/* Pages of paper end in form feeds, too. */
	if (nx_str_eq(line, NX_STR("\f")))
		return (nx_page_mark){ NX_PAGE_WEAK, nx_hash(line), NX_STR_NULL, true };
	line = nx_str_trim(line);
	/* Long rules are drawn across the page; a long text is no header. */
	if (line.n == 0)
		return mark;
	mark = rule(line);
	if (mark.level == NX_PAGE_TEXT && line.n <= HEADER_BYTES) {
		mark = framed(line);
		if (mark.level == NX_PAGE_TEXT)
			mark = address(line);
		if (mark.level == NX_PAGE_TEXT)
			mark = (nx_page_mark){ is_accession(line) ? NX_PAGE_NAMED : numbered(line),
				2, NX_STR_NULL, false };
	}
	return mark;
}
