/* Shingles: what stands for a text, and how alike two texts are. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "store/alike.h"

#define REPORT                                                                                                                                                      \
	"افتتح وزير النقل صباح اليوم جسرا جديدا فوق نهر السلام يربط ضفتي المدينة القديمة بعد " \
	"أعمال دامت ثلاث سنوات وكلفت سبعين مليونا. وقال الوزير إن الجسر سيخفف الزحام عن وسط "    \
	"المدينة ويقصر الطريق إلى الميناء بنحو عشرة كيلومترات. وحضر الافتتاح رئيس البلدية "     \
	"وعدد من سكان الأحياء المجاورة الذين انتظروا المشروع طويلا. "

#define OTHER                                                                                                                                                      \
	"أعلن الاتحاد العربي للسباحة قائمة المنتخبات المشاركة في البطولة المقبلة التي تقام " \
	"على شاطئ العقبة مطلع الصيف، وتضم القائمة أربعة عشر منتخبا بينها ثلاثة تشارك لأول مرة."

static void keys_of(nx_buf *out, const char *title, const char *body)
{
	shingle_set set = { 0 };

	nx_buf_clear(out);
	shingle_keys_read(out, &set, title ? nx_str_from(title) : NX_STR_NULL, nx_str_from(body));
	assert_int_equal(out->failed, false);
	shingle_set_release(&set);
}

static size_t count_keys(nx_str keys)
{
	size_t count = 0;
	nx_str key;

	while (keys.n && nx_str_split(&keys, ' ', &key)) {
		assert_true(shingle_of_key(key) >= 0);
		count++;
	}
	return count;
}

static size_t count_shared(const char *a, const char *b)
{
	nx_buf x = NX_BUF_INIT, y = NX_BUF_INIT;
	nx_str rest, key;
	size_t shared = 0;

	keys_of(&x, NULL, a);
	keys_of(&y, NULL, b);
	for (rest = nx_buf_str(&x); nx_str_split(&rest, ' ', &key);)
		shared += nx_str_find(nx_buf_str(&y), key, 0) != (size_t)-1;
	nx_buf_release(&x);
	nx_buf_release(&y);
	return shared;
}

static void spelling_makes_no_difference(void **state)
{
	nx_buf plain = NX_BUF_INIT, marked = NX_BUF_INIT;

	(void)state;
	keys_of(&plain, NULL, "وصل الوفد إلى العاصمة مساء أمس للقاء رئيس الحكومة وأعضاء المجلس");
	keys_of(&marked, NULL,
		"«وَصَلَ» الوَفْدُ إلى العاصِمة، مســاءَ أمسِ: للقاء رئيس الحكومةِ - واعضاء المجلس!");
	assert_int_equal(count_keys(nx_buf_str(&plain)), 9);
	assert_string_equal(nx_buf_cstr(&marked), nx_buf_cstr(&plain));
	nx_buf_release(&plain);
	nx_buf_release(&marked);
}

static void long_text_has_twelve(void **state)
{
	nx_buf keys = NX_BUF_INIT;

	(void)state;
	keys_of(&keys, "جسر جديد", REPORT OTHER);
	assert_int_equal(count_keys(nx_buf_str(&keys)), SHINGLE_KEYS);
	/* Of a word over and over there is one. */
	keys_of(&keys, NULL, "قال قال قال قال قال قال قال قال قال قال قال قال قال قال");
	assert_int_equal(count_keys(nx_buf_str(&keys)), 1);
	nx_buf_release(&keys);
}

static void short_text_has_none(void **state)
{
	nx_buf keys = NX_BUF_INIT;

	(void)state;
	keys_of(&keys, "صورة اليوم من ساحة المدينة", "تصوير مراسلنا هناك");
	assert_int_equal(keys.n, 0);
	keys_of(&keys, "صورة اليوم من ساحة المدينة", "تصوير مراسلنا هناك في الشمال");
	assert_int_not_equal(keys.n, 0);
	nx_buf_release(&keys);
}

/* The words at a title's end and a body's beginning are no neighbours. */
static void no_shingle_spans_two_texts(void **state)
{
	nx_buf apart = NX_BUF_INIT, one = NX_BUF_INIT;

	(void)state;
	keys_of(&apart, "افتتاح جسر جديد", "فوق نهر السلام يربط ضفتي المدينة القديمة بالميناء");
	keys_of(&one, NULL, "افتتاح جسر جديد فوق نهر السلام يربط ضفتي المدينة القديمة بالميناء");
	assert_int_equal(count_keys(nx_buf_str(&apart)), 7);
	assert_int_equal(count_keys(nx_buf_str(&one)), 9);
	nx_buf_release(&apart);
	nx_buf_release(&one);
}

static void other_texts_share_nothing(void **state)
{
	(void)state;
	assert_int_equal(count_shared(REPORT, OTHER), 0);
	assert_true(count_shared(REPORT, REPORT OTHER) >= 3);
}

/* The order of machine words must not matter: keys are stored. */
static void keys_are_the_same_everywhere(void **state)
{
	nx_buf keys = NX_BUF_INIT;

	(void)state;
	keys_of(&keys, NULL, "one two three four five six seven eight nine ten");
	assert_string_equal(nx_buf_cstr(&keys),
		"\x03#PAvht5 \x03#C0jtTL \x03#wb5Avv \x03#tYGH8W \x03#qEuT3J \x03#GnQ_kz "
		"\x03#tQZ2uI \x03#7o8uad");
	nx_buf_release(&keys);
}

static void only_keys_are_read(void **state)
{
	(void)state;
	assert_int_equal(shingle_of_key(NX_STR("\x03#000001")), 1);
	assert_int_equal(shingle_of_key(NX_STR("\x03#~~~~~~")), ((int64_t)1 << 36) - 1);
	assert_int_equal(shingle_of_key(NX_STR("\x03#00001")), -1);
	assert_int_equal(shingle_of_key(NX_STR("\x03#00000 ")), -1);
	assert_int_equal(shingle_of_key(NX_STR("\x03"
					       "e00000")),
		-1);
	assert_int_equal(shingle_of_key(NX_STR("#0000001")), -1);
}

static shingle_set set_of(const char *text)
{
	nx_buf keys = NX_BUF_INIT;
	shingle_set set = { 0 };

	shingle_keys_read(&keys, &set, NX_STR_NULL, nx_str_from(text));
	shingle_set_sort(&set);
	nx_buf_release(&keys);
	return set;
}

/* Of two texts, one with a sentence written anew. */
static void edited_sentence(void **state)
{
	static const char edited[] =
		"افتتح وزير النقل صباح اليوم جسرا جديدا فوق نهر السلام يربط ضفتي المدينة القديمة "
		"بعد أعمال دامت ثلاث سنوات وكلفت سبعين مليونا. وأضاف أن المرور في الشوارع سيصبح "
		"أيسر. وحضر الافتتاح رئيس البلدية وعدد من سكان الأحياء المجاورة الذين انتظروا "
		"المشروع طويلا.";
	shingle_set a = set_of(REPORT), b = set_of(edited);
	size_t shared = shingle_sets_share(&a, &b);

	(void)state;
	assert_true(2 * shared >= a.count + b.count - shared);
	assert_true(shared < b.count);
	assert_true(count_shared(REPORT, edited) >= 4);
	shingle_set_release(&a);
	shingle_set_release(&b);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(spelling_makes_no_difference),
		cmocka_unit_test(long_text_has_twelve),
		cmocka_unit_test(short_text_has_none),
		cmocka_unit_test(no_shingle_spans_two_texts),
		cmocka_unit_test(other_texts_share_nothing),
		cmocka_unit_test(keys_are_the_same_everywhere),
		cmocka_unit_test(only_keys_are_read),
		cmocka_unit_test(edited_sentence),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
