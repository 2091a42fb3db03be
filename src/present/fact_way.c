/* How a missing fact is given, for people. */
#include "present/fact_way.h"

#include "model/facts.h"

/* How each fact is given (contract 3 and 4). */
static const char *const ways[WC_FACT_COUNT] = {
	[WC_HOST_OS] = "the host's operating system (name it by --host)",
	[WC_HOST_OS_VERSION] = "the host's version (--host 10.0.BUILD.REVISION, or a release)",
	[WC_HOST_REVISION] = "the host's revision (--host SPEC,revision=N)",
	[WC_HOST_PRODUCT] = "the host's product (--host server:VERSION or client:VERSION)",
	[WC_HOST_EDITION] = "the host's edition (--host SPEC,edition=pro)",
	[WC_HOST_INSTALLATION] = "how the host is installed (--host SPEC,installation=server|core|nano)",
	[WC_HOST_ARCHITECTURE] = "the host's architecture (--host SPEC,arch=amd64)",
	[WC_HOST_HYPERV] = "whether the host has Hyper-V (--host SPEC,hyperv=yes|no)",
	[WC_HOST_CONTAINERS] = "whether the Containers feature is on (--host SPEC,containers=yes|no)",
	[WC_HOST_ENGINE] = "the host's engine (--host SPEC,engine=docker:VERSION)",
	[WC_HOST_ENGINE_VERSION] = "the engine's version (--host SPEC,engine=docker:VERSION)",
	[WC_HOST_STORE] = "the engine's image store (--host SPEC,store=graphdriver|containerd)",
	[WC_HOST_DEFAULT_ISOLATION] = "the engine's default (--host SPEC,default-isolation=process|hyperv)",
	[WC_HOST_SANDBOX] = "the pause image's build (--host SPEC,sandbox=10.0.BUILD)",
	[WC_IMAGE_OS] = "the image's operating system (read its config: json:FILE, oci:DIR)",
	[WC_IMAGE_OS_VERSION] = "the image's Windows version (os:10.0.BUILD, or its config: json:FILE, oci:DIR)",
	[WC_IMAGE_REVISION] = "the image's revision (os:10.0.BUILD.REVISION)",
	[WC_IMAGE_ARCHITECTURE] = "the image's architecture (os:VERSION,arch=amd64)",
	[WC_IMAGE_FAMILY] = "the image's family (os:VERSION,family=servercore|nanoserver|windows|server)",
	[WC_IMAGE_FEATURES] = "the image's features (os:VERSION,features=win32k)",
	[WC_IMAGE_DIGEST] = "the image's digest",
	[WC_IMAGE_REFERENCE] = "the image's reference (name it as its registry does, REGISTRY/NAME:TAG)",
	[WC_REQUEST_PURPOSE] = "what it is for (--purpose=development|test|production)",
	[WC_REQUEST_ISOLATION] = "the isolation that is wanted (--isolation=auto|process|hyperv)",
	[WC_REQUEST_NAMESPACE] = "the namespace that it is for (--namespace NAME)",
	[WC_REQUEST_USER] = "who asks (--user NAME)",
	[WC_REQUEST_LABELS] = "its labels (--label NAME=VALUE)",
	[WC_REQUEST_TODAY] = "the day that it is for (--today YYYY-MM-DD)",
};

const char *
wc_fact_way(unsigned fact)
{
	const char *way = fact < WC_FACT_COUNT ? ways[fact] : NULL;
	return way ? way : wc_fact_name((enum wc_fact)fact);
}
