/* The days that an expression of time means, counted from its parts. */
#include "text/timex_parts.h"

static bool set(nx_timex *out, nx_timex_unit unit, int number, int32_t first, int32_t last)
{
	out->unit = unit;
	out->number = number;
	out->first = first;
	out->last = last;
	return true;
}

static void set_fields(nx_timex *out, nx_precision precision, int year, int month, int day)
{
	out->date = NX_DATE_NONE;
	out->date.precision = precision;
	out->date.year = year;
	out->date.month = month;
	out->date.day = day;
}

bool nx_timex_set_date(nx_timex *out, const nx_date *date)
{
	static const nx_timex_unit units[] = {
		[NX_PRECISION_NONE] = NX_UNIT_NONE,
		[NX_PRECISION_YEAR] = NX_UNIT_YEAR,
		[NX_PRECISION_MONTH] = NX_UNIT_MONTH,
		[NX_PRECISION_DAY] = NX_UNIT_DAY,
		[NX_PRECISION_MINUTE] = NX_UNIT_MINUTE,
		[NX_PRECISION_SECOND] = NX_UNIT_SECOND,
	};

	out->date = *date;
	out->unit = units[date->precision];
	out->number = 0;
	nx_date_days(date, &out->first, &out->last);
	return true;
}

bool nx_timex_set_day(nx_timex *out, int32_t day)
{
	int year, month, day_of_month;

	nx_day_split(day, &year, &month, &day_of_month);
	if (!nx_date_valid(year, month, day_of_month))
		return false;
	set_fields(out, NX_PRECISION_DAY, year, month, day_of_month);
	return set(out, NX_UNIT_DAY, 0, day, day);
}

/* Source: ISO 8601:2004, 2.2.10: a week belongs to the year of its Thursday. */
static bool set_week(nx_timex *out, int32_t day)
{
	int32_t monday = day - nx_day_weekday(day);
	int year, month, day_of_month;

	nx_day_split(monday + 3, &year, &month, &day_of_month);
	if (!nx_date_valid(year, month, day_of_month))
		return false;
	set_fields(out, NX_PRECISION_MONTH, year, month, 0);
	return set(out, NX_UNIT_WEEK, (monday + 3 - nx_day_number(year, 1, 1)) / 7 + 1, monday,
		monday + 6);
}

bool nx_timex_set_month(nx_timex *out, int year, int month)
{
	if (!nx_date_valid(year, month, 1))
		return false;
	set_fields(out, NX_PRECISION_MONTH, year, month, 0);
	set(out, NX_UNIT_MONTH, 0, 0, 0);
	nx_date_days(&out->date, &out->first, &out->last);
	return true;
}

bool nx_timex_set_quarter(nx_timex *out, int year, int quarter)
{
	nx_timex last;

	if (!nx_timex_set_month(out, year, quarter * 3 - 2) ||
		!nx_timex_set_month(&last, year, quarter * 3))
		return false;
	set_fields(out, NX_PRECISION_YEAR, year, 0, 0);
	return set(out, NX_UNIT_QUARTER, quarter, out->first, last.last);
}

/* By whole months, as meteorologists count: spring is March to May. A winter goes
 * into the next year. */
bool nx_timex_set_season(nx_timex *out, int year, int season)
{
	bool winter = season == 4;

	if (!nx_date_valid(year, 1, 1) || !nx_date_valid(year + winter, 1, 1))
		return false;
	set_fields(out, NX_PRECISION_YEAR, year, 0, 0);
	return set(out, NX_UNIT_SEASON, season, nx_day_number(year, season * 3, 1),
		nx_day_number(year + winter, winter ? 3 : season * 3 + 3, 1) - 1);
}

bool nx_timex_set_year(nx_timex *out, int year)
{
	if (!nx_date_valid(year, 1, 1))
		return false;
	set_fields(out, NX_PRECISION_YEAR, year, 0, 0);
	return set(out, NX_UNIT_YEAR, 0, nx_day_number(year, 1, 1), nx_day_number(year, 12, 31));
}

static bool set_years(nx_timex *out, nx_timex_unit unit, int number, int years)
{
	if (number < 1 || !nx_date_valid(number * years, 1, 1))
		return false;
	out->date = NX_DATE_NONE;
	return set(out, unit, number, nx_day_number(number * years, 1, 1),
		nx_day_number(number * years + years - 1, 12, 31));
}

bool nx_timex_set_decade(nx_timex *out, int decade)
{
	return set_years(out, NX_UNIT_DECADE, decade, 10);
}

bool nx_timex_set_century(nx_timex *out, int century)
{
	return set_years(out, NX_UNIT_CENTURY, century, 100);
}

bool nx_timex_set_hijri(nx_timex *out, int year, int month)
{
	int last_month = month ? month : 12, y, m, d;
	int32_t first = nx_hijri_day_number(year, month ? month : 1, 1);
	int32_t last =
		nx_hijri_day_number(year, last_month, nx_hijri_month_length(year, last_month));

	if (!first)
		return false;
	nx_day_split((first + last) / 2, &y, &m, &d);
	set_fields(out, month ? NX_PRECISION_MONTH : NX_PRECISION_YEAR, y, month ? m : 0, 0);
	out->hijri = true;
	return set(out, month ? NX_UNIT_MONTH : NX_UNIT_YEAR, 0, first, last);
}

bool nx_timex_set_vague(nx_timex *out, int shift)
{
	out->kind = NX_TIMEX_VAGUE;
	out->date = NX_DATE_NONE;
	out->ref = shift < 0 ? NX_REF_PAST : shift > 0 ? NX_REF_FUTURE : NX_REF_PRESENT;
	return set(out, NX_UNIT_NONE, 0, 0, 0);
}

static int32_t day_of(const nx_date *date)
{
	return nx_day_number(date->year, date->month, date->day);
}

/* Hours, minutes and seconds; of a reference without a time only the days count. */
static bool shift_time(nx_timex *out, const nx_date *reference, int64_t seconds, nx_timex_unit unit)
{
	int64_t from = reference->hour * 3600 + reference->minute * 60 + reference->second;
	int64_t to = from + seconds;
	int32_t days = (int32_t)(to >= 0 ? to / 86400 : -((86399 - to) / 86400));

	if (reference->precision < NX_PRECISION_MINUTE)
		return nx_timex_set_day(out, day_of(reference) + (int32_t)(seconds / 86400));
	if (!nx_timex_set_day(out, day_of(reference) + days))
		return false;
	to -= (int64_t)days * 86400;
	out->unit = unit;
	if (unit == NX_UNIT_HOUR) {
		out->number = (int)(to / 3600);
		return true;
	}
	out->date.precision = unit == NX_UNIT_MINUTE ? NX_PRECISION_MINUTE : NX_PRECISION_SECOND;
	out->date.hour = (int)(to / 3600);
	out->date.minute = (int)(to / 60 % 60);
	out->date.second = unit == NX_UNIT_SECOND ? (int)(to % 60) : 0;
	out->date.zone = reference->zone;
	return true;
}

bool nx_timex_shift(nx_timex *out, const nx_date *reference, nx_timex_unit unit, int count)
{
	int month = reference->year * 12 + reference->month - 1 + count;

	switch (unit) {
	case NX_UNIT_SECOND:
		return shift_time(out, reference, count, unit);
	case NX_UNIT_MINUTE:
		return shift_time(out, reference, (int64_t)count * 60, unit);
	case NX_UNIT_HOUR:
		return shift_time(out, reference, (int64_t)count * 3600, unit);
	case NX_UNIT_DAY:
		return nx_timex_set_day(out, day_of(reference) + count);
	case NX_UNIT_WEEK:
		return set_week(out, day_of(reference) + count * 7);
	case NX_UNIT_MONTH:
		return month > 0 && nx_timex_set_month(out, month / 12, month % 12 + 1);
	case NX_UNIT_YEAR:
		return nx_timex_set_year(out, reference->year + count);
	case NX_UNIT_DECADE:
		return nx_timex_set_decade(out, reference->year / 10 + count);
	case NX_UNIT_CENTURY:
		return nx_timex_set_century(out, reference->year / 100 + count);
	default:
		return false;
	}
}

void nx_timex_narrow(nx_timex *out, int part, int parts)
{
	int32_t days = out->last - out->first + 1, first = out->first;

	if (out->unit == NX_UNIT_DAY || days < parts)
		return;
	out->first = first + days * (part - 1) / parts;
	out->last = first + days * part / parts - 1;
}

int32_t nx_timex_weekday(const nx_date *reference, int weekday, int shift)
{
	int32_t day = day_of(reference);
	int back = (nx_day_weekday(day) - weekday + 7) % 7; /* days since it last was */

	if (shift > 0)
		return day - back + 7;
	return day - (shift < 0 && back == 0 ? 7 : back);
}

/* Which of the days is nearest to the reference, on the side that `shift` says? */
static int nearest(const int32_t *days, int count, int32_t reference, const int *shift)
{
	int i, best = -1;
	int32_t least = INT32_MAX;

	for (i = 0; i < count; i++) {
		int32_t apart = days[i] - reference;

		if (!days[i] || (shift && *shift < 0 && apart >= 0) ||
			(shift && *shift > 0 && apart <= 0))
			continue;
		apart = apart < 0 ? -apart : apart;
		if (apart < least) {
			least = apart;
			best = i;
		}
	}
	return best;
}

int nx_timex_year_near(const nx_date *reference, int month, int day, const int *shift)
{
	int32_t days[17];
	int first = reference->year - 8, i;

	/* "This" with a month means the year of the reference. */
	if (shift && *shift == 0)
		return nx_date_valid(reference->year, month, day ? day : 1) ? reference->year : 0;
	/* Eight years, since 29 February may be so far off. */
	for (i = 0; i < 17; i++)
		days[i] = nx_date_valid(first + i, month, day ? day : 1)
				  ? nx_day_number(first + i, month, day ? day : 15)
				  : 0;
	i = nearest(days, 17,
		day ? day_of(reference) : nx_day_number(reference->year, reference->month, 15),
		shift);
	return i < 0 ? 0 : first + i;
}

int nx_timex_hijri_year_near(const nx_date *reference, int month, int day, const int *shift)
{
	int first = nx_hijri_year_of(day_of(reference)) - 2, i;
	int32_t days[5];

	if (shift && *shift == 0)
		return first + 2;
	for (i = 0; i < 5; i++)
		days[i] = nx_hijri_day_number(first + i, month, day ? day : 15);
	i = nearest(days, 5, day_of(reference), shift);
	return i < 0 ? 0 : first + i;
}
