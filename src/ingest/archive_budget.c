#include <inttypes.h>

#include "ingest/archive.h"

uint64_t nx_budget_consumed(const nx_budget *budget)
{
	return budget->size && budget->consumed > budget->size ? budget->size : budget->consumed;
}

nx_status nx_budget_member(nx_budget *budget, nx_error *err)
{
	if (++budget->members <= NX_MEMBERS_LIMIT)
		return NX_OK;
	return nx_fail(err, NX_ERR_LIMIT, "more than %" PRIu64 " members, the limit of an archive",
		NX_MEMBERS_LIMIT);
}

nx_status nx_budget_unpack(nx_budget *budget, size_t n, nx_error *err)
{
	budget->unpacked += n;
	if (budget->unpacked <= NX_RATIO_FREE ||
		(budget->unpacked - NX_RATIO_FREE) / NX_RATIO_LIMIT < nx_budget_consumed(budget))
		return NX_OK;
	return nx_fail(err, NX_ERR_LIMIT,
		"unpacks to more than %d times its size, the limit; unpack it yourself if you "
		"trust it",
		NX_RATIO_LIMIT);
}
