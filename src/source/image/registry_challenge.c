/* Challenges: reading WWW-Authenticate (RFC 9110, 11.6.1). */
#include "source/image/registry_login.h"

#include <string.h>
#include <strings.h>

#define TOKEN "!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"

/* Where the reader is in one header. */
struct reader {
	wc_arena *arena;
	const char *at;
};

static void
skip(struct reader *r)
{
	r->at += strspn(r->at, " \t,");
}

static const char *
take_token(struct reader *r)
{
	size_t length = strspn(r->at, TOKEN);
	const char *token = wc_copy(r->arena, r->at, length);
	r->at += length;
	return token;
}

/* A value, with or without quotes; inside them a backslash protects the next character. */
static const char *
take_value(struct reader *r)
{
	if (*r->at != '"')
		return take_token(r);
	char *value = wc_copyz(r->arena, ++r->at), *out = value;
	while (*r->at && *r->at != '"') {
		r->at += *r->at == '\\' && r->at[1];
		*out++ = *r->at++;
	}
	*out = '\0';
	r->at += *r->at == '"';
	return value;
}

static void
keep(struct wc_challenge *c, const char *name, const char *value)
{
	const struct {
		const char *name, **field;
	} fields[] = {{"realm", &c->realm}, {"service", &c->service}, {"scope", &c->scope}, {"error", &c->error}};
	for (size_t i = 0; i < sizeof(fields) / sizeof(*fields); i++) {
		if (strcasecmp(name, fields[i].name) == 0 && *value)
			*fields[i].field = value;
	}
}

/* Is the word that was just read followed by "=": a parameter, not the next scheme? */
static bool
is_parameter(const struct reader *r)
{
	const char *p = r->at + strspn(r->at, " \t");
	return *p == '=';
}

static enum wc_login
login_called(const char *scheme)
{
	return strcasecmp(scheme, "Bearer") == 0 ? WC_LOGIN_BEARER : strcasecmp(scheme, "Basic") == 0 ? WC_LOGIN_BASIC : WC_LOGIN_NONE;
}

/* A Bearer challenge without a realm tells nobody where tokens are. */
static void
consider(const struct wc_challenge *c, struct wc_challenge *best)
{
	if (c->login > best->login && (c->login != WC_LOGIN_BEARER || c->realm))
		*best = *c;
}

static void
read_header(wc_arena *arena, const char *text, struct wc_challenge *best)
{
	struct reader r = {arena, text};
	struct wc_challenge c = {0};
	for (skip(&r); *r.at; skip(&r)) {
		const char *word = take_token(&r);
		if (*word == '\0') {
			r.at++;
		} else if (is_parameter(&r)) {
			r.at += strspn(r.at, " \t") + 1;
			r.at += strspn(r.at, " \t");
			keep(&c, word, take_value(&r));
		} else {
			consider(&c, best);
			c = (struct wc_challenge){.login = login_called(word)};
		}
	}
	consider(&c, best);
}

bool
wc_challenge_read(wc_arena *arena, const struct wc_http_answer *answer, struct wc_challenge *ret_challenge)
{
	struct wc_challenge best = {0};
	for (size_t i = 0; i < answer->header_count; i++) {
		if (strcasecmp(answer->headers[i].name, "WWW-Authenticate") == 0)
			read_header(arena, answer->headers[i].value, &best);
	}
	if (best.login == WC_LOGIN_NONE)
		return false;
	*ret_challenge = best;
	return true;
}
