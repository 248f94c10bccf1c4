/* Keys of records, and what becomes of their values: tests/data/record.tsv. */
#include "record_lines.h"

#include "ingest/record.h"
#include "ingest/record_keys.h"

static bool take_field(nx_record *record, nx_str text)
{
	nx_str name;
	nx_field field;

	if (!nx_str_split(&text, '=', &name))
		return false;
	if (nx_str_eq(name, NX_STR("tags*"))) {
		record->tags_listed = true;
		name = NX_STR("tags");
	}
	if (!nx_field_from_name(&field, name))
		return false;
	record->value[field] = text;
	return true;
}

static void make_article(nx_buf *got, const nx_str *input)
{
	nx_record record = { .tags_listed = false };
	nx_str rest = input[0], text;
	nx_record_report report;
	nx_article article;

	while (nx_str_split(&rest, '\x1E', &text))
		assert_true(take_field(&record, text));
	nx_article_init(&article);
	assert_int_equal(nx_record_apply(&article, &record, &report, NULL), NX_OK);
	line_fields(got, &article);
	if (report.bad_date.p)
		nx_buf_addf(got, " ! bad date=%.*s", NX_FMT(report.bad_date));
	if (report.mojibake != NX_MOJIBAKE_NONE)
		nx_buf_addf(got, " ! %s", nx_mojibake_name(report.mojibake));
	if (!got->n)
		nx_buf_addc(got, '-');
	nx_article_release(&article);
}

static void test_rows(void **state)
{
	(void)state;
	check_rows("tests/data/record.tsv", 1, 40, make_article);
}

/* Each key of the table is found, once, and those of a field in falling order. */
static void test_table(void **state)
{
	nx_buf file = NX_BUF_INIT;
	nx_str rest, field[2];
	int line = 0, keys = 0;
	size_t last = 0;

	(void)state;
	read_data(&file, "src/ingest/data/keys.tsv");
	rest = nx_buf_str(&file);
	while (next_row(&rest, field, 2, &line)) {
		nx_field want, found;
		size_t rank = 0;
		bool ok;

		if (nx_field_from_name(&want, field[0]))
			ok = nx_key_find(NULL, field[1], &found, &rank) && found == want;
		else if (nx_str_eq(field[0], NX_STR("ignored")))
			ok = !nx_key_find(NULL, field[1], &found, &rank) &&
			     nx_key_is(NX_KEY_FIELD, field[1], &rank);
		else if (nx_str_eq(field[0], NX_STR("value")))
			ok = nx_key_is(NX_KEY_VALUE, field[1], &rank);
		else if (nx_str_eq(field[0], NX_STR("envelope")))
			ok = nx_key_is(NX_KEY_ENVELOPE, field[1], &rank);
		else
			ok = nx_str_eq(field[0], NX_STR("list")) &&
			     nx_key_is(NX_KEY_LIST, field[1], &rank);
		if (!ok || (keys && rank <= last))
			fail_msg("keys.tsv:%d: %.*s: unknown kind, not found, or there twice", line,
				NX_FMT(field[1]));
		last = rank;
		keys++;
	}
	assert_true(keys > 400);
	nx_buf_release(&file);
}

static void test_spellings(void **state)
{
	static const struct {
		const char *key;
		int field; /* -1: nobody knows it */
	} cases[] = {
		{ "TITLE", NX_FIELD_TITLE },
		{ " Title ", NX_FIELD_TITLE },
		{ "\xEF\xBB\xBFtitle", NX_FIELD_TITLE },
		{ "publishedAt", NX_FIELD_DATE },
		{ "published at", NX_FIELD_DATE },
		{ "PUBLISHED-AT", NX_FIELD_DATE },
		{ "og:title", NX_FIELD_TITLE },
		{ "og_title", NX_FIELD_TITLE },
		{ "_source.title", NX_FIELD_TITLE },
		{ "عنوان الخبر", NX_FIELD_TITLE },
		{ "عنوان_الخبر", NX_FIELD_TITLE },
		{ "_source", -1 },
		{ "_title", -1 },
		{ "titles", -1 },
		{ "", -1 },
		{ "_", -1 },
		{ "name", -1 },
		{ "lang", -1 },
		{ "t-i-t-l-e-t-i-t-l-e-t-i-t-l-e-t-i-t-l-e-t-i-t-l-e-t-i-t-l-e-t-i-t-l-e-t-i-t-l-e"
		  "t-i-t-l-e-t-i-t-l-e-t-i-t-l-e-t-i-t-l-e-t-i-t-l-e-t-i-t-l-e-t-i-t-l-e-t-i-t-l-e",
			-1 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		nx_field field = NX_FIELDS;
		size_t rank;
		bool found = nx_key_find(NULL, nx_str_from(cases[i].key), &field, &rank);

		if (found != (cases[i].field >= 0) || (found && (int)field != cases[i].field))
			fail_msg("%s: %d, not %d", cases[i].key, found ? (int)field : -1,
				cases[i].field);
	}
}

/* The user's keys come first, whatever the table says of them. */
static void test_mapped(void **state)
{
	static const nx_field_key fields[] = { { "title", "text" }, { "body", "My Text" },
		{ "nothing", "x" } };
	const nx_ingest_options options = { .fields = fields, .field_count = 3 };
	nx_field field;
	size_t rank, other;

	(void)state;
	assert_true(nx_key_find(&options, NX_STR("text"), &field, &rank));
	assert_int_equal(field, NX_FIELD_TITLE);
	assert_int_equal(rank, 0);
	assert_true(nx_key_find(&options, NX_STR("my_text"), &field, &rank));
	assert_int_equal(field, NX_FIELD_BODY);
	assert_true(nx_key_find(&options, NX_STR("body"), &field, &other));
	assert_true(other > rank);
	assert_false(nx_key_find(&options, NX_STR("x"), &field, &rank));
	assert_true(nx_field_is_known(NX_STR("title")));
	assert_false(nx_field_is_known(NX_STR("Title")));
	assert_false(nx_field_is_known(NX_STR("")));
	assert_non_null(strstr(nx_field_names(), "summary"));
}

/* Of several values the one of the better key, if it is one. */
static void test_offer(void **state)
{
	nx_record record = { .tags_listed = false };
	size_t ranks[NX_FIELDS];

	(void)state;
	assert_true(nx_record_is_empty(&record));
	nx_record_offer(&record, ranks, NX_FIELD_TITLE, 1, NX_STR(" \n"), false);
	nx_record_offer(&record, ranks, NX_FIELD_TITLE, 1, NX_STR("None"), false);
	nx_record_offer(&record, ranks, NX_FIELD_TITLE, 1, NX_STR_NULL, false);
	assert_true(nx_record_is_empty(&record));
	nx_record_offer(&record, ranks, NX_FIELD_TITLE, 5, NX_STR("a"), false);
	nx_record_offer(&record, ranks, NX_FIELD_TITLE, 7, NX_STR("b"), false);
	assert_true(nx_str_eq(record.value[NX_FIELD_TITLE], NX_STR("a")));
	nx_record_offer(&record, ranks, NX_FIELD_TITLE, 3, NX_STR("c"), false);
	assert_true(nx_str_eq(record.value[NX_FIELD_TITLE], NX_STR("c")));
	nx_record_offer(&record, ranks, NX_FIELD_DATE, 1, NX_STR("soon"), false);
	nx_record_offer(&record, ranks, NX_FIELD_DATE, 2, NX_STR("2020"), false);
	nx_record_offer(&record, ranks, NX_FIELD_DATE, 0, NX_STR("later"), false);
	assert_true(nx_str_eq(record.value[NX_FIELD_DATE], NX_STR("2020")));
	nx_record_offer(&record, ranks, NX_FIELD_SOURCE, 0, NX_STR("http://a.example/1"), false);
	assert_null(record.value[NX_FIELD_SOURCE].p);
	nx_record_offer(&record, ranks, NX_FIELD_URL, 9, NX_STR("http://b.example/"), false);
	assert_true(nx_str_eq(record.value[NX_FIELD_URL], NX_STR("http://b.example/")));
	nx_record_offer(&record, ranks, NX_FIELD_TAGS, 1, NX_STR("a\nb"), true);
	nx_record_offer(&record, ranks, NX_FIELD_TAGS, 2, NX_STR("c"), false);
	assert_true(record.tags_listed);
}

/* Long values of the kinds that could cost time by their square. */
static void test_hostile(void **state)
{
	static const char *const pieces[] = { "<", "&", "<b>", "<p", "&amp;", "a,", "a\n", "Ã",
		"Ø§", "<!--", "\n<b>" };

	(void)state;
	for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++) {
		nx_buf text = NX_BUF_INIT;
		nx_record record = { .tags_listed = false };
		nx_record_report report;
		nx_article article;

		while (text.n < 500000)
			nx_buf_adds(&text, pieces[i]);
		for (int k = 0; k < NX_FIELDS; k++)
			record.value[k] = nx_buf_str(&text);
		nx_article_init(&article);
		assert_int_equal(nx_record_apply(&article, &record, &report, NULL), NX_OK);
		nx_article_release(&article);
		nx_buf_release(&text);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_rows),
		cmocka_unit_test(test_table),
		cmocka_unit_test(test_spellings),
		cmocka_unit_test(test_mapped),
		cmocka_unit_test(test_offer),
		cmocka_unit_test(test_hostile),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
