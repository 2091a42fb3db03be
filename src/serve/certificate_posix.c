/* Reading certificates by GnuTLS, which libmicrohttpd has loaded already. */
#include "serve/certificate.h"

#include "io/library.h"

#include <gnutls/x509.h>
#include <pthread.h>
#include <stddef.h>
#include <string.h>

#define FUNCTIONS(X) \
	X(gnutls_x509_crt_init) X(gnutls_x509_crt_deinit) X(gnutls_x509_crt_import) X(gnutls_x509_crt_get_expiration_time)

static struct {
#define POINTER(name) __typeof__(name) *name;
	FUNCTIONS(POINTER)
#undef POINTER
} functions;
static const char *missing; /* what was not found */
static pthread_once_t once = PTHREAD_ONCE_INIT;

static void
open_library(void)
{
	static const struct wc_library_function table[] = {
#define ROW(name) {#name, offsetof(__typeof__(functions), name)},
		FUNCTIONS(ROW)
#undef ROW
	};
	missing = wc_library_open("libgnutls.so.30", table, sizeof(table) / sizeof(*table), &functions);
}

bool
wc_certificate_ends(const char *cert, int64_t *ret_ends)
{
	gnutls_x509_crt_t read;
	gnutls_datum_t text = {(unsigned char *)(uintptr_t)cert, (unsigned)strlen(cert)};
	pthread_once(&once, open_library);
	if (missing || functions.gnutls_x509_crt_init(&read) != GNUTLS_E_SUCCESS)
		return false;
	bool is_read = functions.gnutls_x509_crt_import(read, &text, GNUTLS_X509_FMT_PEM) == GNUTLS_E_SUCCESS;
	time_t ends = is_read ? functions.gnutls_x509_crt_get_expiration_time(read) : (time_t)-1;
	functions.gnutls_x509_crt_deinit(read);
	if (ends == (time_t)-1)
		return false;
	*ret_ends = (int64_t)ends;
	return true;
}
