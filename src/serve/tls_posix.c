/* Asking GnuTLS, which libmicrohttpd has loaded already. */
#include "serve/tls.h"

#include "io/library.h"
#include "io/socket.h"

#include <errno.h>
#include <gnutls/gnutls.h>
#include <gnutls/x509.h>
#include <pthread.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

static const char library[] = "libgnutls.so.30";

#define FUNCTIONS(X) X(gnutls_certificate_verify_peers2) X(gnutls_record_cork) X(gnutls_record_uncork) \
	X(gnutls_transport_set_pull_function) X(gnutls_transport_set_push_function) X(gnutls_transport_set_ptr) \
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
	missing = wc_library_open(library, table, sizeof(table) / sizeof(*table), &functions);
}

bool
wc_tls_ready(struct wc_err *err)
{
	pthread_once(&once, open_library);
	if (!missing)
		return true;
	wc_fail(err, WC_FAULT_SYSTEM, "nothing can be served by TLS: %s is not there", missing);
	return wc_hint(err, "install it (on Debian: apt install libgnutls30)");
}

bool
wc_tls_certificate_ends(const char *cert, int64_t *ret_ends)
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

bool
wc_tls_is_trusted(void *session)
{
	unsigned status = 1;
	return session && functions.gnutls_certificate_verify_peers2(session, &status) == GNUTLS_E_SUCCESS && status == 0;
}

/* For GnuTLS. Whoever calls it goes on until nothing is there any more (libmicrohttpd does), so that nothing is left lying in `wire`. */
static ssize_t
pull(gnutls_transport_ptr_t context, void *bytes, size_t size)
{
	struct wc_tls_wire *wire = context;
	size_t left = wire->length - wire->at;
	if (left == 0 && size >= sizeof(wire->bytes))
		return wc_socket_read(wire->socket, bytes, size);
	if (left == 0) {
		ptrdiff_t length = wc_socket_read(wire->socket, wire->bytes, sizeof(wire->bytes));
		if (length <= 0)
			return length;
		wire->at = 0;
		wire->length = (unsigned)length;
		left = (size_t)length;
	}
	size_t taken = size < left ? size : left;
	memcpy(bytes, wire->bytes + wire->at, taken);
	wire->at += (unsigned)taken;
	return (ssize_t)taken;
}

static ssize_t
push(gnutls_transport_ptr_t context, const void *bytes, size_t size)
{
	struct wc_tls_wire *wire = context;
	if (!wire->out)
		return wc_socket_write(wire->socket, bytes, size);
	if (size > wire->room) {
		errno = EAGAIN;
		return -1;
	}
	memcpy(wire->out, bytes, size);
	wire->out += size;
	wire->room -= size;
	return (ssize_t)size;
}

void
wc_tls_by_wire(void *session, struct wc_tls_wire *wire)
{
	functions.gnutls_transport_set_ptr(session, wire);
	functions.gnutls_transport_set_pull_function(session, pull);
	functions.gnutls_transport_set_push_function(session, push);
}

void
wc_tls_hold(void *session)
{
	functions.gnutls_record_cork(session);
}

bool
wc_tls_let_go(void *session)
{
	return functions.gnutls_record_uncork(session, 0) >= 0;
}
