/* This machine, as Windows describes itself: plain readings, each with the reason where there is none. Nothing is concluded. */
#ifndef WC_IO_MACHINE_H
#define WC_IO_MACHINE_H

#include "base/arena.h"
#include "base/err.h"

#include <stdbool.h>
#include <stdint.h>

/* A text, or NULL and why it could not be read. */
struct wc_machine_text {
	const char *value, *why;
};

/* A number, or `why` (else NULL) it could not be read. */
struct wc_machine_number {
	uint32_t value;
	const char *why;
};

/*
 * A service as the service manager knows it. `there`: it exists and may not be asked. Source: Windows, OpenService and
 * QueryServiceStatus ("The specified service does not exist" is the only proof of absence).
 */
enum wc_service_state {
	WC_SERVICE_UNKNOWN,
	WC_SERVICE_ABSENT,
	WC_SERVICE_THERE,
	WC_SERVICE_DISABLED,
	WC_SERVICE_STOPPED,
	WC_SERVICE_RUNNING,
};

struct wc_machine_service {
	enum wc_service_state state;
	const char *why; /* where it is unknown or may not be asked, else NULL */
};

/* What the processor's identification says of a hypervisor. Source: Hypervisor Top-Level Functional Specification, "Feature and interface discovery". */
struct wc_machine_hypervisor {
	const char *why;      /* why the processor could not be asked, or NULL */
	bool present;         /* leaf 1, ECX bit 31 */
	char vendor[13];      /* leaf 0x40000000, NUL-terminated */
	bool says_privileges; /* it is Hyper-V's and has the leaf 0x40000003 */
	uint32_t privileges;  /* leaf 0x40000003, EBX: what this partition may do */
	bool nested;          /* leaf 0x40000004, EAX bit 12: it runs inside a partition of another Hyper-V */
};

struct wc_machine {
	const char *name; /* the computer's name, or NULL */
	bool is_wine;     /* ntdll is Wine's */
	uint32_t major, minor, build; /* RtlGetVersion, which no manifest and no compatibility setting bends */
	unsigned product_type;        /* the same: 1 workstation, 2 domain controller, 3 server */
	unsigned suite;               /* the same: the suite mask */
	const char *architecture;     /* of the machine, not of this program: "amd64", "arm64", or "0x5064" where it has no name; NULL: not known */
	bool is_emulated;             /* this program runs on a processor of another architecture */
	struct wc_machine_number revision; /* UBR */
	struct wc_machine_text build_text, edition_id, installation_type, product_name, display_version, build_lab;
	struct wc_machine_hypervisor hypervisor;
	struct wc_machine_service vmcompute, hns, vmms;
};

/* Reads this machine; false and `err` where it runs no Windows. Strings are owned by `arena`. */
bool wc_machine_read(wc_arena *arena, struct wc_machine *ret_machine, struct wc_err *err);

#endif
