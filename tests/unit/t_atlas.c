/* The atlas: every place is found by its folded name, and the names that a text or a
 * query spells are shown as it writes them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "entity/atlas.h"
#include "entity/lexicon.h"
#include "newsidx/entity.h"
#include "newsidx/file.h"

static void every_place_is_found(void **state)
{
	nx_buf file = NX_BUF_INIT, fold = NX_BUF_INIT;
	nx_error err = NX_ERROR_INIT;
	nx_str rest, line, field[3];
	size_t number = 0, places = 0;

	(void)state;
	assert_int_equal(nx_file_read(&file, "src/entity/data/atlas.tsv", 4000000, &err), NX_OK);
	for (rest = nx_buf_str(&file); nx_str_split(&rest, '\n', &line);) {
		nx_str found;

		number++;
		if (line.n == 0 || line.p[0] == '#')
			continue;
		places++;
		for (int i = 0; i < 3; i++)
			assert_true(nx_str_split(&line, '\t', &field[i]));
		assert_true(nx_str_eq(field[0], NX_STR("place")));
		atlas_fold(&fold, field[1]);
		found = atlas_find(nx_buf_str(&fold));
		if (!nx_str_eq(found, field[1]))
			fail_msg("line %zu: not found", number);
		if (field[2].n > 0 && !atlas_find_latin(field[2]).p)
			fail_msg("line %zu: not found by its Latin name", number);
	}
	assert_int_equal(atlas_count(), places);
	nx_buf_release(&fold);
	nx_buf_release(&file);
}

/* Does a spelling of the lexicon's places consist of these folded words? */
static bool is_in_lexicon(const nx_lexicon *lexicon, nx_str fold)
{
	uint32_t words[SPELLING_MAX], node;
	size_t count = 0;
	nx_str word;

	while (count < SPELLING_MAX && nx_str_split(&fold, ' ', &word))
		words[count++] = lexicon_word_find(lexicon, word);
	node = lexicon_walk(lexicon, words, count);
	return node && lexicon->nodes[node].entity &&
	       lexicon->entities[lexicon->nodes[node].entity - 1].kind == NX_ENTITY_PLACE;
}

/* A place of the atlas is another one if it is no spelling of the lexicon's. */
static void there_are_many_places(void **state)
{
	nx_buf file = NX_BUF_INIT, fold = NX_BUF_INIT;
	nx_error err = NX_ERROR_INIT;
	nx_lexicon *lexicon;
	nx_str rest, line, field;
	size_t places = 0;

	(void)state;
	assert_int_equal(nx_lexicon_new(&lexicon, &err), NX_OK);
	for (size_t i = 0; i < nx_lexicon_count(lexicon); i++)
		places += nx_lexicon_at(lexicon, i)->kind == NX_ENTITY_PLACE;
	assert_int_equal(nx_file_read(&file, "src/entity/data/atlas.tsv", 4000000, &err), NX_OK);
	for (rest = nx_buf_str(&file); nx_str_split(&rest, '\n', &line);) {
		if (line.n == 0 || line.p[0] == '#')
			continue;
		nx_str_split(&line, '\t', &field);
		nx_str_split(&line, '\t', &field);
		atlas_fold(&fold, field);
		places += !is_in_lexicon(lexicon, nx_buf_str(&fold));
	}
	if (places < 12000)
		fail_msg("%zu places", places);
	nx_buf_release(&fold);
	nx_buf_release(&file);
	nx_lexicon_free(lexicon);
}

static void others_are_not_found(void **state)
{
	(void)state;
	assert_null(atlas_find(NX_STR("")).p);
	assert_null(atlas_find(NX_STR("ءء")).p);
	assert_null(atlas_find(NX_STR("zzz")).p);
	assert_null(atlas_find(NX_STR("لا شيء كهذا")).p);
	assert_null(atlas_find_latin(NX_STR("")).p);
	assert_null(atlas_find_latin(NX_STR("Nowhere at all")).p);
}

static void query_asks_by_latin_name(void **state)
{
	nx_lexicon *lexicon;
	nx_error err = NX_ERROR_INIT;
	const nx_entity *place;

	(void)state;
	assert_int_equal(nx_lexicon_new(&lexicon, &err), NX_OK);
	place = nx_lexicon_find(lexicon, NX_STR("kaltenkirchen"));
	assert_non_null(place);
	assert_int_equal(place->kind, NX_ENTITY_PLACE);
	assert_true(nx_str_eq(place->name, NX_STR("كالتنكيرشن")));
	assert_ptr_equal(place, nx_lexicon_find(lexicon, NX_STR("Kaltenkirchen")));
	assert_null(nx_lexicon_find(lexicon, NX_STR("Nowhere at all")));
	nx_lexicon_free(lexicon);
}

static void text_has_the_same_place(void **state)
{
	nx_lexicon *lexicon;
	nx_error err = NX_ERROR_INIT;
	nx_mentions mentions = NX_MENTIONS_INIT;

	(void)state;
	assert_int_equal(nx_lexicon_new(&lexicon, &err), NX_OK);
	assert_int_equal(nx_entities_find(&mentions, lexicon,
				 NX_STR("وصل الوفد إلى مدينة كالتنكيرشن في ألمانيا"), &err),
		NX_OK);
	assert_int_equal(mentions.count, 2);
	assert_ptr_equal(
		mentions.items[0].entity, nx_lexicon_find(lexicon, NX_STR("Kaltenkirchen")));
	nx_mentions_release(&mentions);
	nx_lexicon_free(lexicon);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_place_is_found),
		cmocka_unit_test(there_are_many_places),
		cmocka_unit_test(others_are_not_found),
		cmocka_unit_test(query_asks_by_latin_name),
		cmocka_unit_test(text_has_the_same_place),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
