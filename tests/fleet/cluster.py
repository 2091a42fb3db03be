"""Objects of Kubernetes clusters as their API servers print them: nodes in the shapes of AKS, EKS, GKE and RKE2, and workloads."""

import json


def node(name, version, labels=None, taints=None, engine="containerd://1.7.13", os="windows", images=(), filler=0):
    build = ".".join(version.split(".")[:3])
    own = {"kubernetes.io/os": os, "kubernetes.io/arch": "amd64", "kubernetes.io/hostname": name}
    if os == "windows":
        own["node.kubernetes.io/windows-build"] = build
    return {
        "apiVersion": "v1", "kind": "Node",
        "metadata": {"name": name, "uid": f"node-{name}", "labels": {**own, **(labels or {})},
                     "annotations": {"filler": "x" * filler} if filler else {}},
        "spec": {"taints": taints} if taints else {},
        "status": {
            "images": [{"names": [i], "sizeBytes": 1} for i in images],
            "nodeInfo": {"architecture": "amd64", "operatingSystem": os, "kernelVersion": version if os == "windows" else "5.15.0-1052",
                         "osImage": "Windows Server 2022 Datacenter" if build.endswith("20348") else "Windows Server 2019 Datacenter" if os == "windows" else "Ubuntu 22.04",
                         "containerRuntimeVersion": engine, "kubeletVersion": "v1.29.2"}}}


def aks(name, version):
    return node(name, version, {"kubernetes.azure.com/os-sku": "Windows2022", "agentpool": "npwin", "kubernetes.azure.com/mode": "user",
                                "topology.kubernetes.io/zone": "westeurope-1"},
                images=["mcr.microsoft.com/oss/kubernetes/pause:3.9-hotfix-20230808", "mcr.microsoft.com/windows/servercore:ltsc2022"])


def eks(name, version):
    return node(name, version, {"eks.amazonaws.com/nodegroup": "windows", "node.kubernetes.io/instance-type": "m5.large"}, engine="containerd://1.6.28")


def gke(name, version):
    return node(name, version, {"cloud.google.com/gke-nodepool": "win", "cloud.google.com/gke-os-distribution": "windows_ltsc_2022"},
                taints=[{"key": "node.kubernetes.io/os", "value": "windows", "effect": "NoSchedule"}])


def rke2(name, version):
    return node(name, version, {"node-role.kubernetes.io/worker": "true", "cattle.io/os": "windows"},
                taints=[{"key": "os", "value": "windows", "effect": "NoSchedule"}], engine="containerd://1.7.11-k3s2")


WINDOWS = {"nodeSelector": {"kubernetes.io/os": "windows"}}


def pod_spec(image, **more):
    return {"containers": [{"name": "app", "image": image}], **more}


def workload(kind, name, spec, space="default", api="apps/v1", uid=None, owner=None, labels=None, filler=0, replicas=None):
    metadata = {"name": name, "namespace": space, "uid": uid or f"{kind}-{space}-{name}"}
    if owner:
        metadata["ownerReferences"] = [{"apiVersion": "apps/v1", "kind": owner[0], "name": owner[1], "uid": owner[2], "controller": True}]
    if filler:
        metadata["annotations"] = {"filler": "y" * filler}
    template = {"metadata": {"labels": labels or {"app": name}}, "spec": spec}
    if kind == "Pod":
        return {"apiVersion": "v1", "kind": "Pod", "metadata": {**metadata, "labels": labels or {"app": name}}, "spec": spec, "status": {"phase": "Running"}}
    if kind == "CronJob":
        return {"apiVersion": "batch/v1", "kind": kind, "metadata": metadata, "spec": {"jobTemplate": {"spec": {"template": template}}}}
    body = {"template": template}
    if replicas is not None:
        body["replicas"] = replicas
    return {"apiVersion": api, "kind": kind, "metadata": metadata, "spec": body}


def runtime_class(name, handler, selector=None, tolerations=None):
    scheduling = {k: v for k, v in (("nodeSelector", selector), ("tolerations", tolerations)) if v}
    return {"apiVersion": "node.k8s.io/v1", "kind": "RuntimeClass", "metadata": {"name": name}, "handler": handler, **({"scheduling": scheduling} if scheduling else {})}


def listing(objects):
    """What `kubectl get a,b,c -o json` prints."""
    return json.dumps({"apiVersion": "v1", "items": objects, "kind": "List", "metadata": {"resourceVersion": ""}}, indent=4)
