/* This machine by ntdll, the registry, the processor and the service manager. */
#include "io/machine.h"

#include "io/registry.h"
#include "io/services.h"
#include "io/wide.h"

#include <cpuid.h>
#include <string.h>
#include <windows.h>

static const char current_version[] = "SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion";

/* Hypervisor leaves of the processor (Hypervisor Top-Level Functional Specification, "Feature and interface discovery"). */
enum { LEAF_VENDOR = 0x40000000, LEAF_PRIVILEGES = 0x40000003, LEAF_ADVICE = 0x40000004 };

typedef LONG WINAPI rtl_get_version(OSVERSIONINFOEXW *);
typedef BOOL WINAPI is_wow64_process2(HANDLE, USHORT *, USHORT *);

/* The function `name` of a library that every process has loaded; its address goes to *ret_function. False: no such function. */
static bool
find(const wchar_t *library, const char *name, void *ret_function)
{
	HMODULE module = GetModuleHandleW(library);
	FARPROC found = module ? GetProcAddress(module, name) : NULL;
	memcpy(ret_function, &found, sizeof(found));
	return found;
}

/* GetVersionEx says what the program's manifest wants to hear; this says what runs. */
static bool
read_version(struct wc_machine *m, struct wc_err *err)
{
	rtl_get_version *get;
	OSVERSIONINFOEXW info = {.dwOSVersionInfoSize = sizeof(info)};
	if (!find(L"ntdll.dll", "RtlGetVersion", &get) || get(&info) != 0)
		return wc_fail(err, WC_FAULT_SYSTEM, "ntdll.dll does not say which Windows this is");
	m->major = info.dwMajorVersion;
	m->minor = info.dwMinorVersion;
	m->build = info.dwBuildNumber;
	m->product_type = info.wProductType;
	m->suite = info.wSuiteMask;
	void (*wine)(void);
	m->is_wine = find(L"ntdll.dll", "wine_get_version", &wine);
	return true;
}

/* The machine behind an emulation; a Windows without IsWow64Process2 runs on nothing that is emulated. */
static unsigned
native_machine(void)
{
	is_wow64_process2 *ask;
	USHORT process, native;
	SYSTEM_INFO info;
	if (find(L"kernel32.dll", "IsWow64Process2", &ask) && ask(GetCurrentProcess(), &process, &native))
		return native;
	GetNativeSystemInfo(&info);
	switch (info.wProcessorArchitecture) {
	case PROCESSOR_ARCHITECTURE_AMD64: return IMAGE_FILE_MACHINE_AMD64;
	case PROCESSOR_ARCHITECTURE_ARM64: return IMAGE_FILE_MACHINE_ARM64;
	case PROCESSOR_ARCHITECTURE_ARM: return IMAGE_FILE_MACHINE_ARMNT;
	case PROCESSOR_ARCHITECTURE_INTEL: return IMAGE_FILE_MACHINE_I386;
	default: return IMAGE_FILE_MACHINE_UNKNOWN;
	}
}

static const char *
machine_name(wc_arena *arena, unsigned machine)
{
	switch (machine) {
	case IMAGE_FILE_MACHINE_AMD64: return "amd64";
	case IMAGE_FILE_MACHINE_ARM64: return "arm64";
	case IMAGE_FILE_MACHINE_ARMNT: return "arm";
	case IMAGE_FILE_MACHINE_I386: return "386";
	case IMAGE_FILE_MACHINE_UNKNOWN: return NULL;
	default: return wc_printf(arena, "0x%04x", machine);
	}
}

static void
read_hypervisor(struct wc_machine_hypervisor *h, bool is_emulated)
{
	unsigned a, b, c, d;
	if (is_emulated || !__get_cpuid(1, &a, &b, &c, &d)) {
		h->why = "the processor cannot be asked for a hypervisor";
		return;
	}
	h->present = c >> 31;
	if (!h->present)
		return;
	__cpuid(LEAF_VENDOR, a, b, c, d);
	unsigned highest = a;
	memcpy(h->vendor, &b, 4);
	memcpy(h->vendor + 4, &c, 4);
	memcpy(h->vendor + 8, &d, 4);
	if (strcmp(h->vendor, "Microsoft Hv") != 0 || highest < LEAF_PRIVILEGES)
		return;
	h->says_privileges = true;
	__cpuid(LEAF_PRIVILEGES, a, h->privileges, c, d);
	if (highest < LEAF_ADVICE)
		return;
	__cpuid(LEAF_ADVICE, a, b, c, d);
	h->nested = a >> 12 & 1;
}

static struct wc_machine_text
text_of(wc_arena *arena, const char *name)
{
	struct wc_err err;
	struct wc_machine_text text = {NULL, NULL};
	if (!wc_registry_text(arena, current_version, name, &text.value, &err))
		text.why = wc_copyz(arena, err.text);
	return text;
}

static void
read_registry(wc_arena *arena, struct wc_machine *m)
{
	struct wc_err err;
	if (!wc_registry_number(current_version, "UBR", &m->revision.value, &err))
		m->revision.why = wc_copyz(arena, err.text);
	m->build_text = text_of(arena, "CurrentBuildNumber");
	m->edition_id = text_of(arena, "EditionID");
	m->installation_type = text_of(arena, "InstallationType");
	m->product_name = text_of(arena, "ProductName");
	m->display_version = text_of(arena, "DisplayVersion");
	m->build_lab = text_of(arena, "BuildLabEx");
}

static struct wc_machine_service
service(wc_arena *arena, const char *name)
{
	struct wc_err err;
	struct wc_machine_service service = {.state = wc_service_state(name, &err)};
	if (service.state == WC_SERVICE_UNKNOWN || service.state == WC_SERVICE_THERE)
		service.why = wc_copyz(arena, err.text);
	return service;
}

static const char *
computer_name(wc_arena *arena)
{
	wchar_t name[256];
	DWORD length = sizeof(name) / sizeof(*name);
	return GetComputerNameExW(ComputerNamePhysicalDnsHostname, name, &length) && length ? wc_narrow(arena, name, length) : NULL;
}

bool
wc_machine_read(wc_arena *arena, struct wc_machine *ret_machine, struct wc_err *err)
{
	struct wc_machine m = {0};
	if (!read_version(&m, err))
		return false;
	unsigned native = native_machine();
	m.architecture = machine_name(arena, native);
	m.is_emulated = native != IMAGE_FILE_MACHINE_AMD64 && native != IMAGE_FILE_MACHINE_UNKNOWN;
	m.name = computer_name(arena);
	read_registry(arena, &m);
	read_hypervisor(&m.hypervisor, m.is_emulated);
	m.vmcompute = service(arena, "vmcompute");
	m.hns = service(arena, "hns");
	m.vmms = service(arena, "vmms");
	*ret_machine = m;
	return true;
}
