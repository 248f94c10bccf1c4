/* Counts and ordinals in words: "five and ninety", "the one and twentieth". */
#include "text/timex_parts.h"

/* A count of units in the news; greater numbers are something else. */
#define COUNT_MAX 5000

/* Add a numeral to the count: "three" "hundred" multiply, others add. */
static int join(int sum, const timex_word *word)
{
	if (sum > 0 && sum < 100 && !word->joined && (word->value == 100 || word->value == 1000))
		return sum * word->value;
	return sum + word->value;
}

/* May the numeral follow the sum read so far, whose last part was `last`? "Five and
 * ninety", "three ten". */
static bool continues(int sum, int last, const timex_word *word, bool joined)
{
	if (word->kind != TIMEX_NUMERAL)
		return false;
	return joined || (last < 10 && word->value == 10) ||
	       (sum > 1 && sum < 100 && (word->value == 100 || word->value == 1000));
}

size_t nx_timex_count(const timex_text *t, size_t pos, int *count)
{
	timex_word word = nx_timex_word_at(t, pos);
	size_t end = pos;

	*count = 0;
	if (word.item.kind == NX_ITEM_NUMBER && word.item.value > 0 &&
		word.item.value <= COUNT_MAX) {
		*count = (int)word.item.value;
		return word.end;
	}
	if (word.kind != TIMEX_NUMERAL)
		return pos;
	do {
		int last = word.value;
		bool joined;

		*count = join(*count, &word);
		end = word.end;
		word = nx_timex_word_at(t, end);
		joined = word.joined;
		if (word.kind == TIMEX_AND) {
			word = nx_timex_word_at(t, word.end);
			joined = true;
		}
		if (!continues(*count, last, &word, joined))
			break;
	} while (*count <= COUNT_MAX);
	return *count <= COUNT_MAX ? end : pos;
}

size_t nx_timex_ordinal(const timex_text *t, size_t pos, int *ordinal)
{
	timex_word word = nx_timex_word_at(t, pos), next;

	if (word.kind == TIMEX_ARTICLE)
		word = nx_timex_word_at(t, word.end);
	*ordinal = (int)word.item.value;
	if (word.item.kind == NX_ITEM_NUMBER && word.item.digits <= 2)
		return word.end;
	*ordinal = word.value;
	if (word.kind == TIMEX_NUMERAL && word.definite && word.value >= 20 && word.value < 100)
		return word.end;
	if (word.kind != TIMEX_ORDINAL)
		return pos;
	next = nx_timex_word_at(t, word.end);
	if (next.kind == TIMEX_NUMERAL && next.value == 10 && !next.joined) {
		*ordinal += 10;
		return next.end;
	}
	if (next.kind == TIMEX_NUMERAL && next.definite && next.joined && next.value >= 20 &&
		next.value < 100) {
		*ordinal += next.value;
		return next.end;
	}
	return word.end;
}
