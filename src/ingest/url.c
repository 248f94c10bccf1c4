#include "ingest/url.h"

#include <string.h>

#include "newsidx/utf8.h"

/* What follows "scheme://", or NX_STR_NULL. */
static nx_str after_scheme(nx_str url)
{
	size_t at = nx_str_find(url, NX_STR("://"), 0);

	return at == (size_t)-1 ? NX_STR_NULL : nx_str_slice(url, at + 3, url.n);
}

static size_t length_before(nx_str s, const char *ends)
{
	size_t n = 0;

	while (n < s.n && !strchr(ends, s.p[n]))
		n++;
	return n;
}

nx_str nx_url_host(nx_str url)
{
	nx_str rest = after_scheme(url), host;

	host = nx_str_slice(rest, 0, length_before(rest, "/?#:"));
	if (nx_str_starts(host, NX_STR("www.")))
		host = nx_str_slice(host, 4, host.n);
	return host.n ? host : NX_STR_NULL;
}

static int hex_digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	c = (char)(c | 0x20);
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

static void decode_percent(nx_buf *out, nx_str s)
{
	for (size_t i = 0; i < s.n; i++) {
		int high = -1, low = -1;

		if (s.p[i] == '%' && i + 2 < s.n) {
			high = hex_digit(s.p[i + 1]);
			low = hex_digit(s.p[i + 2]);
		}
		if (high >= 0 && low >= 0) {
			nx_buf_addc(out, (char)(high * 16 + low));
			i += 2;
		} else {
			nx_buf_addc(out, s.p[i]);
		}
	}
}

/* The words of one part of a path on one line; their number with Arabic letters. */
static size_t add_words(nx_buf *out, nx_str part)
{
	size_t pos = 0, words = 0;
	bool in_word = false, arabic = false;

	while (pos < part.n) {
		unsigned cp = nx_utf8_next(part, &pos);

		if (cp == '-' || cp == '_' || cp == '+' || cp <= ' ' || cp == 0x7F) {
			words += arabic;
			in_word = arabic = false;
			continue;
		}
		if (!in_word && out->n)
			nx_buf_addc(out, ' ');
		in_word = true;
		arabic |= cp >= 0x0621 && cp <= 0x06D3;
		nx_buf_add_cp(out, cp);
	}
	return words + arabic;
}

void nx_url_title(nx_buf *out, nx_str url)
{
	nx_str rest = after_scheme(url), part;
	nx_buf decoded = NX_BUF_INIT, words = NX_BUF_INIT, best = NX_BUF_INIT;

	rest = nx_str_slice(rest, 0, length_before(rest, "?#"));
	nx_str_split(&rest, '/', &part); /* the host */
	while (nx_str_split(&rest, '/', &part)) {
		if (nx_str_ends(part, NX_STR(".html")))
			part.n -= strlen(".html");
		nx_buf_clear(&decoded);
		nx_buf_clear(&words);
		decode_percent(&decoded, part);
		if (nx_utf8_valid(nx_buf_str(&decoded)) != decoded.n ||
			add_words(&words, nx_buf_str(&decoded)) < 3)
			continue;
		nx_buf_clear(&best);
		nx_buf_add(&best, nx_buf_str(&words));
	}
	nx_buf_add(out, nx_buf_str(&best));
	out->failed |= decoded.failed || words.failed || best.failed;
	nx_buf_release(&decoded);
	nx_buf_release(&words);
	nx_buf_release(&best);
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* The value of the `n` digits at *pos, which moves behind them; -1 without them. */
static int take_digits(nx_str s, size_t *pos, size_t n)
{
	int value = 0;

	if (*pos > s.n || s.n - *pos < n)
		return -1;
	for (; n > 0; n--, ++*pos) {
		if (!is_digit(s.p[*pos]))
			return -1;
		value = value * 10 + (s.p[*pos] - '0');
	}
	return value;
}

/* Pass over the mark `c`, if the parts of the day have one. */
static bool take_mark(nx_str s, size_t *pos, char c)
{
	if (!c)
		return true;
	if (*pos >= s.n || s.p[*pos] != c)
		return false;
	++*pos;
	return true;
}

static bool date_at(nx_date *out, nx_str s, size_t pos)
{
	int year = take_digits(s, &pos, 4), month, day;
	char mark = pos < s.n && strchr("/-_.", s.p[pos]) ? s.p[pos] : '\0';

	if (year < 1900 || year > 2099 || !take_mark(s, &pos, mark))
		return false;
	month = take_digits(s, &pos, 2);
	if (month < 0 || !take_mark(s, &pos, mark))
		return false;
	day = take_digits(s, &pos, 2);
	if (day < 0 || (pos < s.n && is_digit(s.p[pos])) || !nx_date_valid(year, month, day))
		return false;
	*out = NX_DATE_NONE;
	out->precision = NX_PRECISION_DAY;
	out->year = year;
	out->month = month;
	out->day = day;
	return true;
}

bool nx_url_date(nx_date *out, nx_str url)
{
	size_t pos;

	*out = NX_DATE_NONE;
	for (pos = url.n; pos-- > 0;)
		if (is_digit(url.p[pos]) && (pos == 0 || !is_digit(url.p[pos - 1])) &&
			date_at(out, url, pos))
			return true;
	return false;
}
