#include <string.h>

#include "cli/completion.h"

static const cli_option options[] = { { NULL, 0, NULL, NULL } };

static int run(const command *self, int argc, char **argv)
{
	nx_error err = NX_ERROR_INIT;
	nx_buf out = NX_BUF_INIT;
	cli_values v;
	int code = cli_parse(self, argc, argv, &v);

	if (code >= 0)
		return code;
	if (v.arg_count != 1)
		return cli_usage(self, "the name of a shell is needed: bash, zsh or fish");
	if (!strcmp(v.args[0], "bash"))
		completion_bash(&out);
	else if (!strcmp(v.args[0], "zsh"))
		completion_zsh(&out);
	else if (!strcmp(v.args[0], "fish"))
		completion_fish(&out);
	else
		return cli_usage(self, "\"%s\" is none of %s", v.args[0], "bash, zsh, fish");
	if (nx_buf_status(&out, &err) != NX_OK)
		code = cli_fail(&err);
	else
		code = EXIT_FOUND;
	cli_write(&out);
	nx_buf_release(&out);
	return cli_finish(code);
}

const command command_completion = {
	"completion",
	"bash|zsh|fish",
	"Print a script that completes commands for a shell",
	"  source <(newsidx completion bash)\n"
	"  newsidx completion zsh >~/.zfunc/_newsidx\n"
	"  newsidx completion fish >~/.config/fish/completions/newsidx.fish\n\n"
	"Sources, tags and names are completed from the index. make install puts the\n"
	"scripts where the shells look for them.\n",
	options,
	run,
};
