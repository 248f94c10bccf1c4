/* The model of names: what is no model is refused with the remedy, and what a text says
 * in full holds for what it says in short. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "entity/model.h"
#include "newsidx/entity.h"
#include "newsidx/file.h"

static nx_buf bytes = NX_BUF_INIT;
static nx_lexicon *lexicon;

static int read_model(void **state)
{
	nx_error err = NX_ERROR_INIT;

	(void)state;
	if (nx_file_read(&bytes, "src/entity/data/model.bin", 4000000, &err) != NX_OK ||
		nx_lexicon_new(&lexicon, &err) != NX_OK) {
		print_error("%s\n", err.text);
		return -1;
	}
	return 0;
}

static int release_model(void **state)
{
	(void)state;
	nx_buf_release(&bytes);
	nx_lexicon_free(lexicon);
	return 0;
}

static void refuses(nx_str model_bytes, const char *message)
{
	nx_error err = NX_ERROR_INIT;
	model m;

	nx_status st = model_open(&m, model_bytes, "some.bin", &err);

	if (st == NX_OK)
		st = model_check(&m, model_bytes, "some.bin", &err);
	assert_int_equal(st, NX_ERR_FORMAT);
	assert_non_null(strstr(err.text, "some.bin: "));
	assert_non_null(strstr(err.text, message));
	assert_non_null(strstr(err.text, "make model"));
}

static void whole_model_opens(void **state)
{
	nx_error err = NX_ERROR_INIT;
	model m;

	(void)state;
	assert_int_equal(model_open(&m, nx_buf_str(&bytes), "some.bin", &err), NX_OK);
	assert_int_equal(model_check(&m, nx_buf_str(&bytes), "some.bin", &err), NX_OK);
	assert_int_equal(model_builtin(&m, &err), NX_OK);
}

static void part_of_a_model_is_refused(void **state)
{
	nx_str whole = nx_buf_str(&bytes);

	(void)state;
	refuses(nx_str_slice(whole, 0, 0), "not a model");
	refuses(nx_str_slice(whole, 0, 20), "cut off after 20 bytes");
	refuses(nx_str_slice(whole, 0, sizeof(model_header)), "bytes where");
	refuses(nx_str_slice(whole, 0, whole.n / 2), "bytes where");
	refuses(nx_str_slice(whole, 0, whole.n - 1), "bytes where");
}

/* Each length is in memory of its own, so that a look behind its end is seen. */
static void refuses_length(size_t n)
{
	char *part = malloc(n + !n);

	assert_non_null(part);
	memcpy(part, bytes.p, n);
	refuses((nx_str){ part, n }, "");
	free(part);
}

static void every_length_is_refused(void **state)
{
	(void)state;
	for (size_t n = 0; n < 4 * sizeof(model_header); n++)
		refuses_length(n);
	for (size_t n = 1; n < bytes.n; n += 40009)
		refuses_length(n);
	for (size_t n = 1; n <= 8; n++)
		refuses_length(bytes.n - n);
}

static void every_bit_of_the_header_counts(void **state)
{
	(void)state;
	for (size_t bit = 0; bit < 8 * sizeof(model_header); bit++) {
		bytes.p[bit / 8] = (char)(bytes.p[bit / 8] ^ 1 << bit % 8);
		refuses(nx_buf_str(&bytes), "");
		bytes.p[bit / 8] = (char)(bytes.p[bit / 8] ^ 1 << bit % 8);
	}
	for (size_t at = sizeof(model_header); at < bytes.n; at += 100003) {
		bytes.p[at] = (char)(bytes.p[at] ^ 1);
		refuses(nx_buf_str(&bytes), "damaged");
		bytes.p[at] = (char)(bytes.p[at] ^ 1);
	}
}

/* As long as it should be, with a checksum that is right; but a search of it has no end. */
static void full_tables_are_refused(void **state)
{
	nx_error err = NX_ERROR_INIT;
	nx_buf copy = NX_BUF_INIT;
	model_header *header;
	model m;

	(void)state;
	nx_buf_add(&copy, nx_buf_str(&bytes));
	header = (void *)copy.p;
	assert_int_equal(model_open(&m, nx_buf_str(&copy), "some.bin", &err), NX_OK);
	memset((void *)(uintptr_t)m.words, 1, m.word_slots * sizeof *m.words);
	header->checksum = model_checksum(nx_buf_str(&copy));
	refuses(nx_buf_str(&copy), "damaged");
	memcpy(copy.p, bytes.p, bytes.n);
	memset((void *)(uintptr_t)m.features, 1, m.feature_slots * sizeof *m.features);
	header->checksum = model_checksum(nx_buf_str(&copy));
	refuses(nx_buf_str(&copy), "damaged");
	nx_buf_release(&copy);
}

static void lexicon_keeps_its_model(void **state)
{
	char before[NX_MODEL_ID], after[NX_MODEL_ID];
	nx_error err = NX_ERROR_INIT;

	(void)state;
	assert_int_equal(nx_lexicon_model_id(lexicon, before, &err), NX_OK);
	assert_int_equal(
		nx_lexicon_read_model(lexicon, "src/entity/MODEL.md", &err), NX_ERR_FORMAT);
	assert_int_equal(nx_lexicon_read_model(lexicon, "src/entity/none.bin", &err), NX_ERR_IO);
	assert_int_equal(nx_lexicon_read_model(lexicon, "src/entity", &err), NX_ERR_IO);
	assert_int_equal(nx_lexicon_read_model(lexicon, "src/entity/data/model.bin", &err), NX_OK);
	assert_int_equal(nx_lexicon_model_id(lexicon, after, &err), NX_OK);
	assert_string_equal(before, after);
}

static void other_version_is_refused(void **state)
{
	model_header header, *at = (void *)bytes.p;

	(void)state;
	memcpy(&header, bytes.p, sizeof header);
	at->version++;
	refuses(nx_buf_str(&bytes), "a model of version 4, this newsidx reads version 3");
	memcpy(bytes.p, &header, sizeof header);
	at->magic[0] = 'X';
	refuses(nx_buf_str(&bytes), "not a model");
	memcpy(bytes.p, &header, sizeof header);
	at->feature_slots++;
	refuses(nx_buf_str(&bytes), "bytes where");
	memcpy(bytes.p, &header, sizeof header);
}

static void names(const char *text, const char *const *want, size_t count)
{
	nx_mentions mentions = NX_MENTIONS_INIT;
	nx_error err = NX_ERROR_INIT;

	assert_int_equal(nx_entities_find(&mentions, lexicon, nx_str_from(text), &err), NX_OK);
	assert_int_equal(mentions.count, count);
	for (size_t i = 0; i < count; i++)
		assert_true(nx_str_eq(mentions.items[i].entity->name, nx_str_from(want[i])));
	nx_mentions_release(&mentions);
}

static void surname_is_who_was_named_in_full(void **state)
{
	const char *const want[] = { "سامر الزعبي", "سامر الزعبي" };

	(void)state;
	names("قال الدكتور سامر الزعبي أمس. وأضاف الزعبي أن الأمر انتهى", want, 2);
}

static void stranger_keeps_his_name(void **state)
{
	nx_mentions mentions = NX_MENTIONS_INIT;
	nx_error err = NX_ERROR_INIT;
	nx_str text = NX_STR("قال أَحمد حسن الزعبي. وقال الوزير احمد حسن الزعبي");

	(void)state;
	assert_int_equal(nx_entities_find(&mentions, lexicon, text, &err), NX_OK);
	assert_int_equal(mentions.count, 2);
	assert_ptr_equal(mentions.items[0].entity, mentions.items[1].entity);
	assert_true(nx_str_eq(mentions.items[0].entity->name, NX_STR("أحمد حسن الزعبي")));
	nx_mentions_release(&mentions);
}

static void long_text_without_stops(void **state)
{
	nx_mentions mentions = NX_MENTIONS_INIT;
	nx_error err = NX_ERROR_INIT;
	nx_buf text = NX_BUF_INIT;

	(void)state;
	for (int i = 0; i < 2000; i++)
		nx_buf_adds(&text, "زار محمود عباس باريس ");
	assert_int_equal(nx_entities_find(&mentions, lexicon, nx_buf_str(&text), &err), NX_OK);
	assert_in_range(mentions.count, 3900, 4050);
	nx_mentions_release(&mentions);
	nx_buf_release(&text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(whole_model_opens),
		cmocka_unit_test(part_of_a_model_is_refused),
		cmocka_unit_test(other_version_is_refused),
		cmocka_unit_test(every_length_is_refused),
		cmocka_unit_test(every_bit_of_the_header_counts),
		cmocka_unit_test(full_tables_are_refused),
		cmocka_unit_test(lexicon_keeps_its_model),
		cmocka_unit_test(surname_is_who_was_named_in_full),
		cmocka_unit_test(stranger_keeps_his_name),
		cmocka_unit_test(long_text_without_stops),
	};

	return cmocka_run_group_tests(tests, read_model, release_model);
}
