# Makes N articles, as JSON lines, of the words of a text: each draws its words from
# anywhere in it, so that they are as frequent as there, and each of the words COMMON and
# of the names NAMES in three of ten articles besides. Twenty years of days.
#
#   awk -v N=1000000 -v COMMON="WORD WORD..." -v NAMES="NAME NAME..." -f articles.awk TEXT
BEGIN {
	commons = split(COMMON " " NAMES, common, " ")
}
{
	for (i = 1; i <= NF; i++)
		word[n++] = $i
}
END {
	srand(1)
	for (a = 0; a < N; a++) {
		day = int(a * 7300 / N)
		printf "{\"id\":\"%d\",\"date\":\"%04d-%02d-%02d\",\"title\":\"", a,
			2000 + int(day / 365), 1 + int(day % 365 / 31), 1 + day % 28
		for (i = 0; i < 6; i++)
			printf "%s ", word[int(rand() * n)]
		printf "\",\"text\":\""
		for (i = 0; i < 60; i++)
			printf "%s ", word[int(rand() * n)]
		for (i = 1; i <= commons; i++)
			if (rand() < 0.3)
				printf "%s ", common[i]
		print a "\"}"
	}
}
