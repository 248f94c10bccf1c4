#include "extract/topic.h"

#include "base/hash.h"
#include "newsidx/token.h"

static bool is_content(const nx_token *token)
{
	return token->kind != NX_TOKEN_NUMBER && token->stem.n >= 4 &&
	       !nx_is_function_word(token->fold);
}

void nx_topic_add(nx_topic *topic, nx_str text)
{
	nx_tokens tokens;
	nx_token token;

	nx_tokens_init(&tokens, text);
	while (nx_tokens_next(&tokens, &token)) {
		size_t bit = nx_hash(token.stem) % NX_TOPIC_BITS;

		if (is_content(&token))
			topic->bits[bit / 64] |= UINT64_C(1) << bit % 64;
	}
	nx_tokens_release(&tokens);
}

int nx_topic_share(const nx_topic *topic, nx_str text)
{
	int words = 0, hits = 0;
	nx_tokens tokens;
	nx_token token;

	nx_tokens_init(&tokens, text);
	while (nx_tokens_next(&tokens, &token)) {
		size_t bit = nx_hash(token.stem) % NX_TOPIC_BITS;

		if (!is_content(&token))
			continue;
		words++;
		hits += topic->bits[bit / 64] >> bit % 64 & 1;
	}
	nx_tokens_release(&tokens);
	return words ? hits * 100 / words : -1;
}
