/* One name in many spellings, and many names that look like one. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "date_rows.h"
#include "entity/atlas.h"
#include "entity/link.h"
#include "newsidx/entity.h"

static nx_lexicon *lexicon_with(nx_str names)
{
	nx_error err = NX_ERROR_INIT;
	nx_lexicon *lexicon;

	if (nx_lexicon_new_with(&lexicon, names, "names.tsv", &err) != NX_OK)
		fail_msg("%s", err.text);
	return lexicon;
}

/* A lexicon that has the first names of all rows, and the entity that the second finds. */
static int count_merged(int known, int asked)
{
	const char *path = "tests/data/name_pairs.tsv";
	nx_buf data = NX_BUF_INIT, names = NX_BUF_INIT;
	nx_lexicon *lexicon;
	nx_str rest, row[2];
	int line = 0, bad = 0;

	read_data(&data, path);
	for (rest = nx_buf_str(&data); next_row(&rest, row, 2, &line);) {
		const nx_entity *found;

		/* A lexicon each, for the words of the others would protect. */
		nx_buf_clear(&names);
		nx_buf_addf(&names, "person\t%.*s\n", NX_FMT(row[known]));
		lexicon = lexicon_with(nx_buf_str(&names));
		found = nx_lexicon_find(lexicon, row[asked]);
		if (found && nx_str_eq(found->name, row[known])) {
			print_error("%s:%d: '%.*s' finds '%.*s'\n", path, line, NX_FMT(row[asked]),
				NX_FMT(row[known]));
			bad++;
		}
		nx_lexicon_free(lexicon);
	}
	nx_buf_release(&names);
	nx_buf_release(&data);
	return bad;
}

static void the_first_is_not_the_second(void **state)
{
	(void)state;
	assert_int_equal(count_merged(0, 1), 0);
}

static void the_second_is_not_the_first(void **state)
{
	(void)state;
	assert_int_equal(count_merged(1, 0), 0);
}

static void add_key(nx_buf *out, nx_str name)
{
	nx_buf fold = NX_BUF_INIT;

	atlas_fold(&fold, name);
	link_key(out, nx_buf_str(&fold));
	nx_buf_release(&fold);
}

static void unknown_names_stay_apart(void **state)
{
	const char *path = "tests/data/name_pairs.tsv";
	nx_buf data = NX_BUF_INIT, a = NX_BUF_INIT, b = NX_BUF_INIT;
	nx_str rest, row[2];
	int line = 0, bad = 0;

	(void)state;
	read_data(&data, path);
	for (rest = nx_buf_str(&data); next_row(&rest, row, 2, &line);) {
		add_key(&a, row[0]);
		add_key(&b, row[1]);
		if (!nx_str_eq(nx_buf_str(&a), nx_buf_str(&b)))
			continue;
		print_error("%s:%d: one key\n", path, line);
		bad++;
	}
	assert_int_equal(bad, 0);
	assert_true(line > 200);
	nx_buf_release(&a);
	nx_buf_release(&b);
	nx_buf_release(&data);
}

/* Spellings that no table has, of names that it has. */
static void spellings_find_their_name(void **state)
{
	const char *path = "tests/data/name_spellings.tsv";
	nx_lexicon *lexicon = lexicon_with(NX_STR_NULL);
	nx_buf data = NX_BUF_INIT;
	nx_str rest, row[3];
	int line = 0, bad = 0;

	(void)state;
	read_data(&data, path);
	for (rest = nx_buf_str(&data); next_row(&rest, row, 3, &line);) {
		const nx_entity *found = nx_lexicon_find(lexicon, row[0]);
		nx_str name = found ? found->name : NX_STR("-");

		if (nx_str_eq(name, row[1]))
			continue;
		print_error("%s:%d: '%.*s' finds '%.*s', not '%.*s'\n", path, line, NX_FMT(row[0]),
			NX_FMT(name), NX_FMT(row[1]));
		bad++;
	}
	assert_int_equal(bad, 0);
	nx_buf_release(&data);
	nx_lexicon_free(lexicon);
}

/* What the only mention in the text is. */
static const nx_entity *only_mention(const nx_lexicon *lexicon, const char *text)
{
	nx_mentions mentions = NX_MENTIONS_INIT;
	nx_error err = NX_ERROR_INIT;
	const nx_entity *entity;

	assert_int_equal(nx_entities_find(&mentions, lexicon, nx_str_from(text), &err), NX_OK);
	if (mentions.count != 1)
		fail_msg("%zu names in '%s'", mentions.count, text);
	entity = mentions.items[0].entity;
	nx_mentions_release(&mentions);
	return entity;
}

static void a_text_has_them_too(void **state)
{
	nx_lexicon *lexicon = lexicon_with(NX_STR_NULL);
	const nx_entity *a, *b;

	(void)state;
	a = only_mention(lexicon, "قال الرئيس فلاديمر بوتين إن الحرب انتهت");
	assert_true(nx_str_eq(a->name, NX_STR("فلاديمير بوتين")));
	assert_null(a->key.p);
	a = only_mention(lexicon, "قال الوزير عبد السميع الفلاني إن الحرب انتهت");
	b = only_mention(lexicon, "قال الوزير عبدالسميع الفلانى إن الحرب انتهت");
	assert_ptr_equal(a, b);
	assert_true(nx_str_eq(a->key, NX_STR("عبدالسميع الفلاني")));
	assert_false(a->vague);
	assert_true(only_mention(lexicon, "قال محمد إن الحرب انتهت")->vague);
	assert_false(only_mention(lexicon, "قال بوتين إن الحرب انتهت")->vague);
	nx_lexicon_free(lexicon);
}

static void own_names(void **state)
{
	const char *names = "\xEF\xBB\xBF# names of our town\r\n"
			    "\n"
			    "person\tزعبل الأكبر\tZaabal\tأبو زعبول | زعبولي\r\n"
			    "organization\tكاراباخ\n"
			    "place\tسوريا\tSyria\tبلاد البعل\n";
	nx_lexicon *lexicon = lexicon_with(nx_str_from(names));
	const nx_entity *found = nx_lexicon_find(lexicon, NX_STR("أبوزعبول"));

	(void)state;
	assert_non_null(found);
	assert_true(nx_str_eq(found->name, NX_STR("زعبل الأكبر")));
	assert_ptr_equal(nx_lexicon_find(lexicon, NX_STR("zaabal")), found);
	assert_ptr_equal(only_mention(lexicon, "ثم جاء زعبولي إلى هنا"), found);
	found = nx_lexicon_find(lexicon, NX_STR("كاراباخ"));
	assert_int_equal(found->kind, NX_ENTITY_ORGANIZATION);
	found = nx_lexicon_find(lexicon, NX_STR("قره باغ"));
	assert_int_equal(found->kind, NX_ENTITY_PLACE);
	found = nx_lexicon_find(lexicon, NX_STR("بلاد البعل"));
	assert_ptr_equal(found, nx_lexicon_find(lexicon, NX_STR("سورية")));
	nx_lexicon_free(lexicon);
}

static void malformed_names(void **state)
{
	static const char *const bad[][2] = {
		{ "person\n", "mine.tsv:1: " },
		{ "# x\nplanet\tالمريخ\n", "mine.tsv:2: person, place or organization" },
		{ "person\tزعبل\t\t\tx\n", "mine.tsv:1: " },
		{ "person\t\t\t\n", "mine.tsv:1: " },
		{ "person\tز\n", "mine.tsv:1: a spelling needs two letters" },
		{ "person\t...\n", "mine.tsv:1: a word expected" },
		{ "# a\n\nperson\t\tZaabal\n", "mine.tsv:3: a name expected" },
		{ "person\tزعبل\t\tكلام |\n", "mine.tsv:1: a word expected" },
		{ "person\tزعبل\t\tكلام\nplace\tزعبولة\t\tكلام\n",
			"mine.tsv:2: another entity has this spelling" },
		{ "person\tزعبل\xFF\n", "mine.tsv:1: not UTF-8" },
		{ "person\tأ ب ت ث ج ح خ د ذ ر ز س ش ص ض ط ظ\n", "mine.tsv:1: too many words" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		nx_error err = NX_ERROR_INIT;
		nx_lexicon *lexicon;

		assert_int_equal(
			nx_lexicon_new_with(&lexicon, nx_str_from(bad[i][0]), "mine.tsv", &err),
			NX_ERR_FORMAT);
		assert_null(lexicon);
		if (!strstr(err.text, bad[i][1]))
			fail_msg("'%s' without '%s'", err.text, bad[i][1]);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_first_is_not_the_second),
		cmocka_unit_test(the_second_is_not_the_first),
		cmocka_unit_test(unknown_names_stay_apart),
		cmocka_unit_test(spellings_find_their_name),
		cmocka_unit_test(a_text_has_them_too),
		cmocka_unit_test(own_names),
		cmocka_unit_test(malformed_names),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
