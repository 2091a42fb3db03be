/* wc_xml_out: elements, attributes and escapes. */
#include "present/xml.h"

#include "base/utf8.h"

#include <assert.h>
#include <string.h>

static const char not_a_character[] = "\xef\xbf\xbd"; /* U+FFFD */

/* How the one-byte character `c` is written; NULL where it stands for itself. `before` is the one in front of it. */
static const char *
escape(unsigned char c, unsigned char before)
{
	switch (c) {
	case '&':
		return "&amp;";
	case '<':
		return "&lt;";
	case '>':
		return "&gt;";
	case '"':
		return "&quot;";
	case '\'':
		return "&#39;";
	case '\t':
		return "&#9;";
	case '\n':
		return "&#10;";
	case '\r':
		return "&#13;";
	case '#': /* no command for the agent of a CI (present/safe.h) */
		return before == '#' ? "&#35;" : NULL;
	case 0x7f:
		return "&#127;";
	default:
		return c < ' ' ? not_a_character : NULL;
	}
}

/* U+FFFE and U+FFFF are well-formed UTF-8 but no characters of XML 1.0 (section 2.2). */
static bool
is_noncharacter(const char *at, size_t length)
{
	return length == 3 && memcmp(at, "\xef\xbf", 2) == 0 && ((unsigned char)at[2] == 0xbe || (unsigned char)at[2] == 0xbf);
}

/* C1 control characters (U+0080 to U+009F) are allowed, but a terminal may obey them: their second byte is their number. */
static bool
is_c1(const char *at, size_t length)
{
	return length == 2 && (unsigned char)at[0] == 0xc2 && (unsigned char)at[1] < 0xa0;
}

void
wc_xml_escape(struct wc_text *out, const char *value)
{
	size_t left = value ? strlen(value) : 0;
	for (unsigned char before = 0; left > 0;) {
		size_t n = wc_utf8_length(value, left);
		const char *instead = n == 1 ? escape((unsigned char)*value, before) : NULL;
		if (n == 0 || is_noncharacter(value, n))
			instead = not_a_character;
		n += n == 0;
		if (instead)
			wc_text_addz(out, instead);
		else if (is_c1(value, n))
			wc_text_printf(out, "&#%u;", (unsigned)(unsigned char)value[1]);
		else
			wc_text_add(out, value, n);
		before = (unsigned char)*value;
		value += n;
		left -= n;
	}
}

static void
end_tag(struct wc_xml_out *out)
{
	if (out->in_tag)
		wc_text_addz(out->text, ">");
	out->in_tag = false;
}

static void
break_line(struct wc_xml_out *out)
{
	wc_text_addz(out->text, "\n");
	for (unsigned i = 0; i < out->depth; i++)
		wc_text_addz(out->text, "  ");
}

void
wc_xml_begin(struct wc_xml_out *out)
{
	wc_text_addz(out->text, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>");
}

void
wc_xml_open(struct wc_xml_out *out, const char *name)
{
	assert(out->depth < WC_XML_DEPTH);
	end_tag(out);
	break_line(out);
	wc_text_printf(out->text, "<%s", name);
	out->open[out->depth++] = name;
	out->in_tag = true;
	out->inline_end = false;
}

void
wc_xml_close(struct wc_xml_out *out)
{
	const char *name = out->open[--out->depth];
	if (out->in_tag) {
		wc_text_addz(out->text, "/>");
	} else {
		if (!out->inline_end)
			break_line(out);
		wc_text_printf(out->text, "</%s>", name);
	}
	out->in_tag = out->inline_end = false;
	if (out->depth == 0)
		wc_text_addz(out->text, "\n");
}

void
wc_xml_attribute(struct wc_xml_out *out, const char *name, const char *value)
{
	wc_text_printf(out->text, " %s=\"", name);
	wc_xml_escape(out->text, value);
	wc_text_addz(out->text, "\"");
}

void
wc_xml_number(struct wc_xml_out *out, const char *name, size_t value)
{
	wc_text_printf(out->text, " %s=\"%zu\"", name, value);
}

void
wc_xml_content(struct wc_xml_out *out, const char *value)
{
	end_tag(out);
	for (const char *end; (end = strchr(value, '\n')); value = end + 1) {
		wc_xml_escape(out->text, wc_copy(out->text->arena, value, (size_t)(end - value)));
		wc_text_addz(out->text, "\n");
	}
	wc_xml_escape(out->text, value);
	out->inline_end = true;
}
