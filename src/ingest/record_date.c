/* Dates as machines write them into records. */
#include "ingest/record.h"

static size_t digits_of(nx_str s)
{
	size_t n = 0;

	while (n < s.n && s.p[n] >= '0' && s.p[n] <= '9')
		n++;
	return n;
}

static bool parse(nx_date *out, const nx_buf *text)
{
	return !text->failed && nx_date_parse(out, nx_buf_str(text));
}

/* yyyymmdd, then hhmm or hhmmss with a T before it or not, then `rest`, a zone. */
static bool read_compact(nx_date *out, nx_str day, nx_str time, nx_str rest)
{
	nx_buf text = NX_BUF_INIT;
	bool ok;

	nx_buf_addf(
		&text, "%.4s-%.2s-%.2sT%.2s:%.2s", day.p, day.p + 4, day.p + 6, time.p, time.p + 2);
	if (time.n == 6)
		nx_buf_addf(&text, ":%.2s", time.p + 4);
	nx_buf_add(&text, rest);
	ok = parse(out, &text);
	nx_buf_release(&text);
	return ok;
}

/* Moments before September 2001 have a digit less, and nx_date_parse() wants ten
 * for seconds, thirteen for milliseconds. */
static bool read_moment(nx_date *out, nx_str digits)
{
	nx_buf text = NX_BUF_INIT;
	bool ok;

	if (digits.n == 9 || digits.n == 12 || digits.n == 15 || digits.n == 18)
		nx_buf_addc(&text, '0');
	nx_buf_add(&text, digits);
	text.n = text.n > 13 ? 13 : text.n;
	ok = parse(out, &text);
	nx_buf_release(&text);
	return ok;
}

static bool read_number(nx_date *out, nx_str digits)
{
	switch (digits.n) {
	case 8:
		return nx_date_parse(out, digits);
	case 12:
	case 14:
		if (read_compact(out, nx_str_slice(digits, 0, 8), nx_str_slice(digits, 8, digits.n),
			    NX_STR("")))
			return true;
		return digits.n == 12 && read_moment(out, digits);
	case 9:
	case 10:
	case 13:
	case 15:
	case 16:
	case 18:
	case 19:
		return read_moment(out, digits);
	default:
		return false;
	}
}

/* Is there nothing but a fraction? */
static bool is_fraction(nx_str s)
{
	if (s.n == 0)
		return true;
	s = s.p[0] == '.' ? nx_str_slice(s, 1, s.n) : s;
	return s.n && digits_of(s) == s.n;
}

/* What ASP.NET writes: milliseconds, then perhaps a zone that changes nothing. */
static bool read_asp(nx_date *out, nx_str value)
{
	size_t start = nx_str_find(value, NX_STR("("), 0) + 1, n;

	value = nx_str_slice(value, start, value.n);
	n = digits_of(value);
	return n >= 9 && n < value.n && read_moment(out, nx_str_slice(value, 0, n));
}

bool nx_record_date(nx_date *out, nx_str value)
{
	nx_str rest;
	size_t n;

	value = nx_str_trim(value);
	if (nx_date_parse(out, value))
		return true;
	if (nx_str_starts(value, NX_STR("/Date(")) || nx_str_starts(value, NX_STR("Date(")))
		return read_asp(out, value);
	n = digits_of(value);
	rest = nx_str_slice(value, n, value.n);
	if (n >= 8 && is_fraction(rest) && read_number(out, nx_str_slice(value, 0, n)))
		return true;
	if (n == 8 && rest.n && (rest.p[0] == 'T' || rest.p[0] == ' ')) {
		nx_str time = nx_str_slice(rest, 1, rest.n);

		n = digits_of(time);
		if (n == 4 || n == 6)
			return read_compact(out, nx_str_slice(value, 0, 8),
				nx_str_slice(time, 0, n), nx_str_slice(time, n, time.n));
	}
	*out = NX_DATE_NONE;
	return false;
}
