/* Prints src/entity/data/places.tsv: the countries, territories, regions and
 * cities that ICU can name in Arabic, with their English names.
 *
 *   cc -Iinclude src/text/gen_places.c $(pkg-config --cflags --libs icu-uc)
 *   ./a.out >src/entity/data/places.tsv
 *
 * The output is kept under version control, for facts are reviewed by eye; this
 * program is run by hand when ICU brings a new CLDR. A city named like its country
 * (الكويت, تونس) is the country. Cities are the exemplar cities of the time zones,
 * which is why some are villages, and why a few spellings are nobody else's
 * (خانديجا, سكالين): they do no harm, and what a newspaper writes is added in
 * regions.tsv. عمّان is left out, since it folds to عُمان; regions.tsv has it.
 *
 * Source: ICU 72, which carries CLDR 42. */
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unicode/ures.h>
#include <unicode/ustring.h>

#define REGION_DATA U_ICUDATA_NAME "-region"
#define ZONE_DATA U_ICUDATA_NAME "-zone"

enum { NAME_SIZE = 256, LIST_SIZE = 1024, PLACES_MAX = 1024 };

struct place {
	char canonical[NAME_SIZE];
	char latin[NAME_SIZE];
	char spellings[LIST_SIZE]; /* joined by " | ", without the canonical one */
};

static struct place places[PLACES_MAX];
static size_t place_count;

static void die(const char *what, UErrorCode error)
{
	fprintf(stderr, "gen_places: %s: %s\n", what, u_errorName(error));
	exit(EXIT_FAILURE);
}

static UResourceBundle *open_table(const char *package, const char *locale, const char *key)
{
	UErrorCode error = U_ZERO_ERROR;
	UResourceBundle *bundle = ures_open(package, locale, &error);
	UResourceBundle *table = ures_getByKey(bundle, key, NULL, &error);

	if (U_FAILURE(error))
		die(key, error);
	ures_close(bundle);
	return table;
}

/* The string at `key` as UTF-8; false when the table has none. */
static bool string_at(UResourceBundle *table, const char *key, char out[NAME_SIZE])
{
	UErrorCode error = U_ZERO_ERROR;
	int32_t length = 0;
	const UChar *text = ures_getStringByKey(table, key, &length, &error);

	if (U_FAILURE(error))
		return false;
	u_strToUTF8(out, NAME_SIZE, NULL, text, length, &error);
	if (U_FAILURE(error) || strlen(out) + 1 >= NAME_SIZE)
		die(key, error);
	return true;
}

static bool has_spelling(const struct place *place, const char *name)
{
	size_t n = strlen(name);

	if (!strcmp(place->canonical, name))
		return true;
	for (const char *at = place->spellings; (at = strstr(at, name)); at += n) {
		bool begins = at == place->spellings || at[-1] == ' ';
		bool ends = !at[n] || !strncmp(at + n, " | ", 3);

		if (begins && ends && (at == place->spellings || at[-2] == '|'))
			return true;
	}
	return false;
}

static void add_spelling(struct place *place, const char *name)
{
	size_t used = strlen(place->spellings);

	if (!*name || has_spelling(place, name))
		return;
	if (used + strlen(name) + 4 > LIST_SIZE)
		die("too many spellings", U_BUFFER_OVERFLOW_ERROR);
	snprintf(place->spellings + used, LIST_SIZE - used, "%s%s", used ? " | " : "", name);
}

/* "a (b)" is a and b; what follows a comma is where it lies, not what it is called. */
static void split_name(const char *name, char outside[NAME_SIZE], char inside[NAME_SIZE])
{
	static const char comma[] = "\xD8\x8C"; /* ARABIC COMMA */
	const char *open = strstr(name, " (");
	const char *close = open ? strchr(open, ')') : NULL;
	const char *cut = strstr(name, comma);

	inside[0] = '\0';
	if (cut) {
		snprintf(outside, NAME_SIZE, "%.*s", (int)(cut - name), name);
	} else if (close) {
		snprintf(outside, NAME_SIZE, "%.*s%s", (int)(open - name), name, close + 1);
		snprintf(inside, NAME_SIZE, "%.*s", (int)(close - open - 2), open + 2);
	} else {
		snprintf(outside, NAME_SIZE, "%s", name);
	}
}

/* "Myanmar (Burma)", "Congo (DRC)": the brackets hold another name, or nothing new. */
static void add_latin(struct place *place, const char *name)
{
	char outside[NAME_SIZE], inside[NAME_SIZE];

	split_name(name, outside, inside);
	if (!*inside) {
		if (strcmp(place->latin, name))
			add_spelling(place, name);
		return;
	}
	if (!strcmp(place->latin, name))
		snprintf(place->latin, NAME_SIZE, "%s", outside);
	if (strcmp(inside, "Republic"))
		add_spelling(place, inside);
}

static struct place *place_named(const char *arabic)
{
	for (size_t i = 0; i < place_count; i++)
		if (has_spelling(&places[i], arabic))
			return &places[i];
	return NULL;
}

/* True when `whole` is `part`, or begins with it and a space. */
static bool begins_with_word(const char *whole, const char *part)
{
	size_t n = strlen(part);

	return !strncmp(whole, part, n) && (!whole[n] || whole[n] == ' ');
}

static struct place *place_in_latin(const char *latin)
{
	if (!strcmp(latin, "Macau")) /* the territory is Macao, the city is not */
		latin = "Macao";
	for (size_t i = 0; i < place_count; i++)
		if (!strcmp(places[i].latin, latin))
			return &places[i];
	for (size_t i = 0; i < place_count; i++)
		if (begins_with_word(places[i].latin, latin))
			return &places[i];
	return NULL;
}

static struct place *place_add(const char *canonical, const char *latin)
{
	struct place *place;

	if (place_count == PLACES_MAX)
		die("too many places", U_BUFFER_OVERFLOW_ERROR);
	place = &places[place_count++];
	snprintf(place->canonical, NAME_SIZE, "%s", canonical);
	snprintf(place->latin, NAME_SIZE, "%s", latin);
	return place;
}

/* Not places: pseudo-locales, "unknown region", the EU and the UN. */
static bool is_place_code(const char *code)
{
	static const char *const others[] = { "EU", "UN", "XA", "XB", "ZZ" };

	for (size_t i = 0; i < sizeof(others) / sizeof(*others); i++)
		if (!strcmp(code, others[i]))
			return false;
	return true;
}

static void add_territories(void)
{
	static const char *const keys[] = { "Countries%short", "Countries", "Countries%variant" };
	UResourceBundle *arabic[3], *english[3];
	UErrorCode error = U_ZERO_ERROR;
	UResourceBundle *row = NULL;

	for (int k = 0; k < 3; k++) {
		arabic[k] = open_table(REGION_DATA, "ar", keys[k]);
		english[k] = open_table(REGION_DATA, "en", keys[k]);
	}
	while (ures_hasNext(arabic[1])) {
		char name[NAME_SIZE], latin[NAME_SIZE], outside[NAME_SIZE], inside[NAME_SIZE];
		struct place *place = NULL;
		const char *code;
		bool has_short;

		row = ures_getNextResource(arabic[1], row, &error);
		code = ures_getKey(row);
		if (U_FAILURE(error) || !is_place_code(code))
			continue;
		if (!string_at(english[1], code, latin))
			die(code, U_MISSING_RESOURCE_ERROR);
		has_short = string_at(arabic[0], code, name);
		if (has_short && !string_at(english[0], code, latin))
			die(code, U_MISSING_RESOURCE_ERROR);
		for (int k = 0; k < 3; k++) {
			if (!string_at(arabic[k], code, name))
				continue;
			split_name(name, outside, inside);
			if (!place)
				place = place_add(outside, latin);
			add_spelling(place, outside);
			/* هونغ كونغ الصينية (منطقة إدارية خاصة): no name in these brackets. */
			add_spelling(place, has_short ? "" : inside);
			add_spelling(place, strcmp(outside, name) ? name : "");
		}
		for (int k = 0; k < 3; k++)
			if (string_at(english[k], code, name))
				add_latin(place, name);
	}
	ures_close(row);
	for (int k = 0; k < 3; k++) {
		ures_close(arabic[k]);
		ures_close(english[k]);
	}
}

/* The English exemplar city, which CLDR leaves out when it is the zone's last part:
 * America:Port_of_Spain is "Port of Spain". */
static void english_city(UResourceBundle *zones, const char *zone, char out[NAME_SIZE])
{
	UErrorCode error = U_ZERO_ERROR;
	UResourceBundle *row = ures_getByKey(zones, zone, NULL, &error);
	const char *last = strrchr(zone, ':');
	bool found = U_SUCCESS(error) && string_at(row, "ec", out);

	ures_close(row);
	if (found)
		return;
	snprintf(out, NAME_SIZE, "%s", last ? last + 1 : zone);
	for (char *c = out; *c; c++)
		if (*c == '_')
			*c = ' ';
}

static void add_cities(void)
{
	UResourceBundle *arabic = open_table(ZONE_DATA, "ar", "zoneStrings");
	UResourceBundle *english = open_table(ZONE_DATA, "en", "zoneStrings");
	UResourceBundle *row = NULL;
	UErrorCode error = U_ZERO_ERROR;

	while (ures_hasNext(arabic)) {
		char name[NAME_SIZE], latin[NAME_SIZE], outside[NAME_SIZE], inside[NAME_SIZE];
		struct place *place;
		const char *zone;

		row = ures_getNextResource(arabic, row, &error);
		zone = ures_getKey(row);
		if (U_FAILURE(error) || ures_getType(row) != URES_TABLE ||
			!string_at(row, "ec", name) || !strcmp(zone, "Etc:Unknown") ||
			!strcmp(zone, "Asia:Amman"))
			continue;
		english_city(english, zone, latin);
		split_name(name, outside, inside);
		place = place_named(outside);
		if (!place)
			place = place_in_latin(latin);
		if (!place)
			place = place_add(outside, latin);
		add_spelling(place, outside);
		add_spelling(place, inside);
		add_spelling(place, strcmp(outside, name) ? name : "");
	}
	ures_close(row);
	ures_close(english);
	ures_close(arabic);
}

static int place_cmp(const void *a, const void *b)
{
	return strcmp(((const struct place *)a)->canonical, ((const struct place *)b)->canonical);
}

int main(void)
{
	add_territories();
	add_cities();
	qsort(places, place_count, sizeof(*places), place_cmp);
	puts("# Countries, territories, regions and exemplar cities, by src/text/gen_places.c.\n"
	     "# Source: ICU " U_ICU_VERSION " (Unicode CLDR), locales ar and en.\n"
	     "# kind\tcanonical\tlatin\tspelling | spelling");
	for (size_t i = 0; i < place_count; i++)
		printf("place\t%s\t%s\t%s\n", places[i].canonical, places[i].latin,
			places[i].spellings);
	return fflush(stdout) ? EXIT_FAILURE : EXIT_SUCCESS;
}
