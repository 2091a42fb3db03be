/* Completion for PowerShell. */
#include "cli/completion.h"

#include "cli/command.h"

static void
add_word(struct wc_text *out, const char *before, const char *word, const char **comma)
{
	wc_text_printf(out, "%s'%s%s'", *comma, before, word);
	*comma = ", ";
}

static void
add_words(struct wc_text *out, wc_opt_word *word)
{
	const char *comma = "";
	for (size_t i = 0; word(i); i++)
		add_word(out, "", word(i), &comma);
}

static void
add_command(struct wc_text *out, const struct wc_command *c)
{
	const char *comma = "";
	wc_text_printf(out, "\t\t'%s' = @(", c->name);
	for (size_t i = 0; i < c->option_count; i++)
		add_word(out, "--", c->options[i].name, &comma);
	for (size_t i = 0; c->word && c->word(i); i++)
		add_word(out, "", c->word(i), &comma);
	wc_text_addz(out, ")\n");
}

static void
add_values(struct wc_text *out, const struct wc_command *c)
{
	for (size_t i = 0; i < c->option_count; i++) {
		if (!c->options[i].word)
			continue;
		wc_text_printf(out, "\t\t'%s --%s' = @(", c->name, c->options[i].name);
		add_words(out, c->options[i].word);
		wc_text_addz(out, ")\n");
	}
}

void
wc_complete_powershell(struct wc_text *out)
{
	wc_text_addz(out, "# PowerShell completion for wincompat; made by `wincompat completion powershell`\n"
	                  "Register-ArgumentCompleter -Native -CommandName wincompat -ScriptBlock {\n"
	                  "\tparam($word, $ast, $cursor)\n\t$commands = @(");
	add_words(out, wc_command_name);
	wc_text_addz(out, ")\n\t$words = @{\n");
	for (size_t i = 0; i < wc_command_count; i++)
		add_command(out, wc_commands[i]);
	wc_text_addz(out, "\t}\n\t$values = @{\n");
	for (size_t i = 0; i < wc_command_count; i++)
		add_values(out, wc_commands[i]);
	wc_text_addz(out, "\t}\n\t$typed = @($ast.CommandElements | Where-Object { $_.Extent.EndOffset -lt $cursor } | "
	                  "ForEach-Object { $_.ToString() })\n"
	                  "\t$candidates = if ($typed.Count -lt 2) { $commands }\n"
	                  "\t\telseif ($values.ContainsKey(\"$($typed[1]) $($typed[-1])\")) { $values[\"$($typed[1]) $($typed[-1])\"] }\n"
	                  "\t\telse { $words[$typed[1]] }\n"
	                  "\t$candidates | Where-Object { $_ -like \"$word*\" } | ForEach-Object {\n"
	                  "\t\t[System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_)\n\t}\n}\n");
}
