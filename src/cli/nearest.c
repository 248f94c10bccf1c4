#include "cli/nearest.h"

#define LONGEST 40

static size_t least(size_t a, size_t b)
{
	return a < b ? a : b;
}

size_t nearest_distance(nx_str a, nx_str b)
{
	/* Three rows of the table of distances between beginnings of a and of b. */
	size_t rows[3][LONGEST + 1], i, k;

	if (a.n > LONGEST || b.n > LONGEST)
		return LONGEST;
	for (k = 0; k <= b.n; k++)
		rows[0][k] = k;
	for (i = 1; i <= a.n; i++) {
		size_t *row = rows[i % 3];
		const size_t *above = rows[(i + 2) % 3], *before = rows[(i + 1) % 3];

		row[0] = i;
		for (k = 1; k <= b.n; k++) {
			row[k] = least(least(above[k], row[k - 1]) + 1,
				above[k - 1] + (a.p[i - 1] != b.p[k - 1]));
			if (i > 1 && k > 1 && a.p[i - 1] == b.p[k - 2] && a.p[i - 2] == b.p[k - 1])
				row[k] = least(row[k], before[k - 2] + 1);
		}
	}
	return rows[a.n % 3][b.n];
}

void nearest_offer(nearest *n, const char *name)
{
	nx_str candidate = nx_str_from(name);
	size_t allowed = least((n->name.n + 2) / 3, 2), distance;

	if (!n->name.n)
		return;
	if (n->name.n > 1 && nx_str_starts(candidate, n->name)) {
		n->beginning++;
		distance = 0;
	} else {
		distance = nearest_distance(n->name, candidate);
	}
	if (distance > allowed || (n->best && distance >= n->distance))
		return;
	n->best = name;
	n->distance = distance;
}
