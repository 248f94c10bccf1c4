/* Elements that are open, and what their prefixes mean there. */
#include "ingest/feed.h"

nx_str nx_feed_local(nx_str name)
{
	size_t colon = nx_str_find(name, NX_STR(":"), 0);

	return colon == (size_t)-1 ? name : nx_str_slice(name, colon + 1, name.n);
}

static nx_str view(const nx_feed_scope *scope, size_t start, size_t end)
{
	return nx_str_slice(nx_buf_str(&scope->names), start, end);
}

nx_str nx_feed_scope_local(const nx_feed_scope *scope, size_t depth)
{
	const nx_feed_open *open = &scope->open[depth - 1];

	return nx_feed_local(view(scope, open->name, open->name_end));
}

nx_str nx_feed_scope_base(const nx_feed_scope *scope, size_t depth)
{
	const nx_feed_open *open = &scope->open[depth - 1];

	return view(scope, open->base, open->base_end);
}

nx_str nx_feed_scope_space(const nx_feed_scope *scope, nx_str name)
{
	size_t colon = nx_str_find(name, NX_STR(":"), 0);
	nx_str prefix = colon == (size_t)-1 ? NX_STR("") : nx_str_slice(name, 0, colon);

	for (size_t i = scope->binding_count; i > 0; i--) {
		const nx_feed_binding *binding = &scope->bindings[i - 1];

		if (nx_str_eq(view(scope, binding->prefix, binding->prefix_end), prefix))
			return binding->space;
	}
	return prefix.n ? nx_feed_space_of_prefix(prefix) : scope->plain;
}

/* An unknown default namespace means as much as none, and so does any on the root:
 * what kind of feed it is, its name has told. */
static nx_str space_of_uri(const nx_feed_scope *scope, nx_str prefix, nx_str uri)
{
	nx_str space = nx_feed_space_of_uri(uri);

	if (prefix.n == 0 && (scope->depth == 0 || nx_str_eq(space, NX_STR("?"))))
		return scope->plain;
	return space;
}

static void bind(nx_feed_scope *scope, nx_str prefix, nx_str uri)
{
	nx_feed_binding *binding = &scope->bindings[scope->binding_count];

	if (scope->binding_count == NX_FEED_BINDINGS)
		return;
	*binding = (nx_feed_binding){ .prefix = scope->names.n,
		.space = space_of_uri(scope, prefix, uri) };
	nx_buf_add(&scope->names, prefix);
	binding->prefix_end = scope->names.n;
	scope->binding_count++;
}

static void rebase(nx_feed_scope *scope, nx_feed_open *open, nx_str link)
{
	nx_buf whole = NX_BUF_INIT;

	nx_feed_resolve(&whole, view(scope, open->base, open->base_end), nx_str_trim(link));
	scope->names.failed |= whole.failed;
	open->base = scope->names.n;
	nx_buf_add(&scope->names, nx_buf_str(&whole));
	open->base_end = scope->names.n;
	nx_buf_release(&whole);
}

bool nx_feed_scope_push(nx_feed_scope *scope, const nx_markup_token *tag)
{
	nx_feed_open *open = &scope->open[scope->depth];
	const nx_feed_open *outer = scope->depth ? open - 1 : NULL;
	nx_str rest = tag->attributes, name, value;

	if (scope->depth == NX_FEED_DEPTH)
		return false;
	*open = (nx_feed_open){ .name = scope->names.n,
		.base = outer ? outer->base : 0,
		.base_end = outer ? outer->base_end : 0,
		.bindings = scope->binding_count };
	nx_buf_add(&scope->names, tag->name);
	open->name_end = scope->names.n;
	while (nx_markup_attribute(&rest, &name, &value)) {
		if (nx_str_eq(name, NX_STR("xmlns")))
			bind(scope, NX_STR(""), value);
		else if (nx_str_starts(name, NX_STR("xmlns:")))
			bind(scope, nx_str_slice(name, 6, name.n), value);
		else if (nx_str_eq(name, NX_STR("xml:base")))
			rebase(scope, open, value);
	}
	open->space = nx_feed_scope_space(scope, tag->name);
	scope->depth++;
	return true;
}

void nx_feed_scope_pop(nx_feed_scope *scope, size_t depth)
{
	if (depth >= scope->depth)
		return;
	scope->names.n = scope->open[depth].name;
	scope->binding_count = scope->open[depth].bindings;
	scope->depth = depth;
}

size_t nx_feed_scope_find(const nx_feed_scope *scope, nx_str name)
{
	size_t depth = scope->depth;

	while (depth && !nx_markup_same(view(scope, scope->open[depth - 1].name,
						scope->open[depth - 1].name_end),
				name))
		depth--;
	return depth;
}
