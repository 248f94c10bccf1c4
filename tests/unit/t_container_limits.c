/* Containers made to do harm: each ends at a limit, and says which. */
#include "archive_maker.h"

#include "ingest/archive.h"

/* What unpacks to far more than it is ends at the limit, plain or in an archive. */
static void test_ratio(void **state)
{
	static char letters[1 << 20];
	nx_buf once = NX_BUF_INIT, bomb = NX_BUF_INIT, tar = NX_BUF_INIT;

	(void)state;
	memset(letters, 'a', sizeof letters);
	squeeze(&once, "zstd", letters, sizeof letters);
	for (int i = 0; i < 200; i++)
		nx_buf_add(&bomb, nx_buf_str(&once));
	for (int i = 0; i < 2; i++) {
		packed_entry one = held("bomb.zst", &bomb);
		uint64_t bytes = 0, most = NX_RATIO_FREE + (32 << 10) * NX_RATIO_LIMIT;
		nx_error err = NX_ERROR_INIT;
		nx_container *container;
		nx_member member;
		nx_str chunk;

		if (i)
			pack_with(&tar, "ustar", "", "", &one, 1);
		assert_int_equal(
			nx_container_open(&container,
				i ? put("x", tar.p, tar.n) : put("x", bomb.p, bomb.n), NULL),
			NX_OK);
		assert_int_equal(nx_container_next(container, &member, NULL), NX_OK);
		while (nx_stream_read(member.stream, &chunk, &err) == NX_OK && chunk.n)
			bytes += chunk.n;
		assert_string_equal(err.text,
			"unpacks to more than 1000 times its size, the limit; unpack it yourself if "
			"you trust it");
		assert_in_range(bytes, NX_RATIO_FREE, most);
		nx_container_close(container);
	}
	nx_buf_release(&once);
	nx_buf_release(&bomb);
	nx_buf_release(&tar);
}

static void test_budget(void **state)
{
	nx_budget budget = { .members = NX_MEMBERS_LIMIT - 1 };
	nx_error err = NX_ERROR_INIT;

	(void)state;
	assert_int_equal(nx_budget_member(&budget, &err), NX_OK);
	assert_int_equal(nx_budget_member(&budget, &err), NX_ERR_LIMIT);
	assert_string_equal(err.text, "more than 10000000 members, the limit of an archive");
	budget = (nx_budget){ .consumed = 10 };
	assert_int_equal(
		nx_budget_unpack(&budget, NX_RATIO_FREE + 10 * NX_RATIO_LIMIT - 1, &err), NX_OK);
	assert_int_equal(nx_budget_unpack(&budget, 1, &err), NX_ERR_LIMIT);
	/* What is read twice does not count twice. */
	budget = (nx_budget){ .size = 5, .consumed = 10 };
	assert_int_equal(
		nx_budget_unpack(&budget, NX_RATIO_FREE + 5 * NX_RATIO_LIMIT, &err), NX_ERR_LIMIT);
}

/* Long names make a long table, which libarchive would hold several times over. */
static void test_7zip_table(void **state)
{
	enum { COUNT_OF_LONG = 17000, LONG_NAME = 200 };
	packed_entry *list = calloc(COUNT_OF_LONG, sizeof *list);
	char *names = malloc((size_t)COUNT_OF_LONG * LONG_NAME);
	nx_buf packed = NX_BUF_INIT, log = NX_BUF_INIT;

	(void)state;
	for (int i = 0; i < COUNT_OF_LONG; i++) {
		list[i].name = names + i * LONG_NAME;
		snprintf(names + i * LONG_NAME, LONG_NAME, "%0*d", LONG_NAME - 1, i);
	}
	pack_with(&packed, "7zip", "", "", list, COUNT_OF_LONG);
	assert_true(packed.n < 100000);
	assert_false(list_bytes(&log, nx_buf_str(&packed)));
	assert_string_equal(nx_buf_cstr(&log),
		"-: ! table of members of 7008281 bytes, more than the limit of 6291456 for 7-Zip; "
		"unpack the archive first\n");
	nx_buf_clear(&packed);
	pack_with(&packed, "7zip", "", "", list, COUNT_OF_LONG / 2);
	assert_true(list_bytes(&log, nx_buf_str(&packed)));
	nx_buf_release(&packed);
	nx_buf_release(&log);
	free(names);
	free(list);
}

/* GNU tar's old form of a sparse file, its map going on for ever. */
static void test_sparse_map(void **state)
{
	char block[512] = "a.txt";
	unsigned sum = 0;
	nx_buf packed = NX_BUF_INIT;

	(void)state;
	memcpy(block + 100, "0000644\0000000000\0000000000\00000000000000\00000000000000", 48);
	block[156] = 'S';
	memcpy(block + 257, "ustar  ", 8);
	memset(block + 386, '0', 4 * 24);
	block[482] = 1; /* the map goes on in the next block */
	memset(block + 148, ' ', 8);
	for (size_t i = 0; i < sizeof block; i++)
		sum += (unsigned char)block[i];
	snprintf(block + 148, 8, "%06o", sum);
	nx_buf_add(&packed, (nx_str){ block, sizeof block });
	memset(block, '0', sizeof block);
	block[504] = 1;
	while (packed.n < NX_TABLE_LIMIT + (1 << 20))
		nx_buf_add(&packed, (nx_str){ block, sizeof block });
	expect_list(&packed,
		"! archive broken after 0 members: table or header of more than 67108864 bytes, the "
		"limit; unpack the archive first\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		IN_DIR(test_ratio),
		cmocka_unit_test(test_budget),
		IN_DIR(test_7zip_table),
		IN_DIR(test_sparse_map),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
