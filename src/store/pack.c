#include "store/pack.h"

#include <zstd.h>

/* On 300 pages of text the levels 3, 6, 9 and 19 leave 40, 38, 38 and 37 bytes of a
 * hundred, at 168, 59, 28 and 6 MB a second; pages are analysed at some 8. */
#define LEVEL 3

void packer_release(packer *p)
{
	ZSTD_freeCCtx(p->context);
	nx_buf_release(&p->out);
	p->context = NULL;
}

nx_status pack(packer *p, nx_str page, nx_str *packed, nx_error *err)
{
	size_t room = ZSTD_compressBound(page.n), n;

	if (!p->context)
		p->context = ZSTD_createCCtx();
	nx_buf_clear(&p->out);
	if (!p->context || !nx_buf_reserve(&p->out, room))
		return nx_fail(err, NX_ERR_NOMEM, "out of memory");
	n = ZSTD_compressCCtx(p->context, p->out.p, room, page.p, page.n, LEVEL);
	if (ZSTD_isError(n))
		return nx_fail(err, NX_ERR_NOMEM, "%s", ZSTD_getErrorName(n));
	p->out.n = n;
	*packed = nx_buf_str(&p->out);
	return NX_OK;
}

nx_status unpack(nx_str packed, size_t size, nx_buf *out, nx_error *err)
{
	unsigned long long says = ZSTD_getFrameContentSize(packed.p, packed.n);
	size_t n;

	/* What the frame says is looked at first: `size` is trusted with memory. */
	if (says != size || says == ZSTD_CONTENTSIZE_ERROR || says == ZSTD_CONTENTSIZE_UNKNOWN)
		return nx_fail(err, NX_ERR_FORMAT, "not a page of %zu bytes", size);
	if (!nx_buf_reserve(out, size))
		return nx_buf_status(out, err);
	n = ZSTD_decompress(out->p + out->n, size, packed.p, packed.n);
	if (ZSTD_isError(n) || n != size)
		return nx_fail(err, NX_ERR_FORMAT, "not a page of %zu bytes: %s", size,
			ZSTD_isError(n) ? ZSTD_getErrorName(n) : nx_message("too short"));
	out->n += n;
	return NX_OK;
}
