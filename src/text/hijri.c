/* The calendar of the hijra as Umm al-Qura prints it. */
#include <pthread.h>

#include "base/embed.h"
#include "text/date_parts.h"

NX_EMBED(umalqura_tsv, "src/text/data/umalqura.tsv")

#define YEARS (NX_HIJRI_LAST - NX_HIJRI_FIRST + 1)

static int32_t year_start[YEARS];
static uint16_t long_months[YEARS]; /* bit m - 1 is set where month m has thirty days */
static pthread_once_t once = PTHREAD_ONCE_INIT;

static int32_t read_int(nx_str field)
{
	int32_t value = 0;
	size_t i;

	for (i = 0; i < field.n; i++)
		value = value * 10 + (field.p[i] - '0');
	return value;
}

static void fill(void)
{
	nx_str table = umalqura_tsv(), line, year, day;
	size_t m;

	while (nx_str_split(&table, '\n', &line)) {
		int at;

		if (line.n == 0 || line.p[0] == '#' || !nx_str_split(&line, '\t', &year) ||
			!nx_str_split(&line, '\t', &day))
			continue;
		at = read_int(year) - NX_HIJRI_FIRST;
		year_start[at] = read_int(day);
		for (m = 0; m < line.n; m++)
			long_months[at] |= (uint16_t)((line.p[m] == '1') << m);
	}
}

int nx_hijri_month_length(int year, int month)
{
	pthread_once(&once, fill);
	if (year < NX_HIJRI_FIRST || year > NX_HIJRI_LAST || month < 1 || month > 12)
		return 0;
	return 29 + (long_months[year - NX_HIJRI_FIRST] >> (month - 1) & 1);
}

int32_t nx_hijri_day_number(int year, int month, int day)
{
	int length = nx_hijri_month_length(year, month), m;
	int32_t first;

	if (day < 1 || day > length)
		return 0;
	first = year_start[year - NX_HIJRI_FIRST];
	for (m = 1; m < month; m++)
		first += nx_hijri_month_length(year, m);
	return first + day - 1;
}

int nx_hijri_year_of(int32_t day)
{
	int year = NX_HIJRI_FIRST;

	while (year < NX_HIJRI_LAST && day >= nx_hijri_day_number(year + 1, 1, 1))
		year++;
	return year;
}
