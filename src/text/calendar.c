#include "newsidx/date.h"

/* Fliegel and Van Flandern count on division that truncates, as C's does. */
int32_t nx_day_number(int year, int month, int day)
{
	int shift = (month - 14) / 12; /* -1 in January and February, which end a year */

	return 1461 * (year + 4800 + shift) / 4 + 367 * (month - 2 - 12 * shift) / 12 -
	       3 * ((year + 4900 + shift) / 100) / 4 + day - 32075;
}

void nx_day_split(int32_t day, int *year, int *month, int *day_of_month)
{
	int32_t rest = day + 68569;
	int32_t century = 4 * rest / 146097;
	int32_t y, m;

	rest -= (146097 * century + 3) / 4;
	y = 4000 * (rest + 1) / 1461001;
	rest = rest - 1461 * y / 4 + 31;
	m = 80 * rest / 2447;
	*day_of_month = rest - 2447 * m / 80;
	*month = m + 2 - 12 * (m / 11);
	*year = 100 * (century - 49) + y + m / 11;
}

int nx_day_weekday(int32_t day)
{
	int weekday = day % 7; /* day 0 was a Monday */

	return weekday < 0 ? weekday + 7 : weekday;
}

static int month_length(int year, int month)
{
	static const unsigned char length[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
	bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);

	return month == 2 && leap ? 29 : length[month - 1];
}

bool nx_date_valid(int year, int month, int day)
{
	return year >= 1 && year <= 9999 && month >= 1 && month <= 12 && day >= 1 &&
	       day <= month_length(year, month);
}

void nx_date_days(const nx_date *date, int32_t *first, int32_t *last)
{
	switch (date->precision) {
	case NX_PRECISION_NONE:
		*first = 0;
		*last = -1;
		break;
	case NX_PRECISION_YEAR:
		*first = nx_day_number(date->year, 1, 1);
		*last = nx_day_number(date->year, 12, 31);
		break;
	case NX_PRECISION_MONTH:
		*first = nx_day_number(date->year, date->month, 1);
		*last = *first + month_length(date->year, date->month) - 1;
		break;
	case NX_PRECISION_DAY:
	case NX_PRECISION_MINUTE:
	case NX_PRECISION_SECOND:
		*first = *last = nx_day_number(date->year, date->month, date->day);
		break;
	}
}

static void format_zone(nx_buf *out, int zone)
{
	int minutes = zone < 0 ? -zone : zone;

	if (zone == NX_ZONE_UNKNOWN)
		return;
	if (zone == 0)
		nx_buf_addc(out, 'Z');
	else
		nx_buf_addf(out, "%c%02d:%02d", zone < 0 ? '-' : '+', minutes / 60, minutes % 60);
}

void nx_date_format(nx_buf *out, const nx_date *date)
{
	if (date->precision >= NX_PRECISION_YEAR)
		nx_buf_addf(out, "%04d", date->year);
	if (date->precision >= NX_PRECISION_MONTH)
		nx_buf_addf(out, "-%02d", date->month);
	if (date->precision >= NX_PRECISION_DAY)
		nx_buf_addf(out, "-%02d", date->day);
	if (date->precision >= NX_PRECISION_MINUTE)
		nx_buf_addf(out, "T%02d:%02d", date->hour, date->minute);
	if (date->precision >= NX_PRECISION_SECOND)
		nx_buf_addf(out, ":%02d", date->second);
	if (date->precision >= NX_PRECISION_MINUTE)
		format_zone(out, date->zone);
}
