#include "text/words.h"

#include <string.h>

#include "newsidx/token.h"

#include "words.inc"

bool words_have(const words *list, nx_str word)
{
	uint32_t slot = words_hash(word) & list->mask;

	for (; list->slots[slot]; slot = (slot + 1) & list->mask) {
		const char *entry = list->blob + list->slots[slot] - 1;

		if ((unsigned char)entry[0] == word.n && memcmp(entry + 1, word.p, word.n) == 0)
			return true;
	}
	return false;
}

bool nx_is_function_word(nx_str fold)
{
	return words_have(&function_words, fold);
}
