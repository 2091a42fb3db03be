"""Windows nodes as people showed those of their clusters in public, with other names: labels, taints and versions restated, the source of each beside it.

What a source does not show is left out, so a node here may lack what the API server of its day would have printed."""


def seen(name, labels, os_image, kernel, engine, kubelet, taints=(), unschedulable=False, ready=True, os="windows", arch="amd64"):
    state = [{"type": "Ready", "status": "True" if ready else "Unknown", "reason": "KubeletReady" if ready else "NodeStatusUnknown"}]
    spec = {**({"taints": list(taints)} if taints else {}), **({"unschedulable": True} if unschedulable else {})}
    return {"apiVersion": "v1", "kind": "Node", "metadata": {"name": name, "labels": {**labels, "kubernetes.io/hostname": name}}, "spec": spec,
            "status": {"conditions": state, "nodeInfo": {"architecture": arch, "operatingSystem": os, "osImage": os_image, "kernelVersion": kernel,
                                                         "containerRuntimeVersion": engine, "kubeletVersion": kubelet, "kubeProxyVersion": kubelet}}}


def taint(key, value, effect="NoSchedule"):
    return {"key": key, "effect": effect, **({"value": value} if value else {})}


# Labels: https://github.com/Azure/AKS/issues/1461 (2020-02); versions: https://github.com/Azure/azure-workload-identity/pull/46 (2021-05).
AKS = seen("akswinpol000001", {
    "agentpool": "winpol", "beta.kubernetes.io/arch": "amd64", "beta.kubernetes.io/instance-type": "Standard_D2s_v3", "beta.kubernetes.io/os": "windows",
    "failure-domain.beta.kubernetes.io/region": "northeurope", "failure-domain.beta.kubernetes.io/zone": "0", "kubernetes.azure.com/cluster": "MC_a_b_northeurope",
    "kubernetes.azure.com/role": "agent", "kubernetes.io/arch": "amd64", "kubernetes.io/os": "windows", "kubernetes.io/role": "agent", "node-role.kubernetes.io/agent": "",
    "node.kubernetes.io/instance-type": "Standard_D2s_v3", "node.kubernetes.io/windows-build": "10.0.17763", "storageprofile": "managed", "storagetier": "Premium_LRS",
    "topology.kubernetes.io/region": "northeurope", "topology.kubernetes.io/zone": "0"},
    "Windows Server 2019 Datacenter", "10.0.17763.1935", "containerd://1.4.4+unknown", "v1.20.5")

# https://github.com/Azure/acs-engine/issues/3266 (2018-06): the labels of a kubelet of that time, which knew of no windows-build; its versions are not shown there.
ACS = seen("20427k8s9010", {
    "beta.kubernetes.io/arch": "amd64", "beta.kubernetes.io/instance-type": "Standard_DS2_v2", "beta.kubernetes.io/os": "windows",
    "failure-domain.beta.kubernetes.io/region": "australiaeast", "failure-domain.beta.kubernetes.io/zone": "0"}, "Windows Server Datacenter", "10.0.16299.492", "docker://17.6.2", "v1.10.3")

# https://github.com/Azure/aks-engine/pull/4176 (2021-02)
AKS_ENGINE = seen("6837k8s00000000", {
    "agentpool": "windowspool2", "beta.kubernetes.io/arch": "amd64", "beta.kubernetes.io/instance-type": "Standard_D2_v3", "beta.kubernetes.io/os": "windows",
    "failure-domain.beta.kubernetes.io/region": "eastus", "failure-domain.beta.kubernetes.io/zone": "0", "kubernetes.azure.com/cluster": "kubernetes-eastus-49399",
    "kubernetes.azure.com/role": "agent", "kubernetes.io/arch": "amd64", "kubernetes.io/os": "windows", "kubernetes.io/role": "agent", "node-role.kubernetes.io/agent": ""},
    "Windows Server Datacenter", "10.0.19041.804", "docker://19.3.14", "v1.19.7")

# https://github.com/TensorWorks/DirectX-Device-Plugins/pull/2 (2023): labels of a managed node group; its revision and engine are not shown there.
EKS = seen("ip-192-168-62-122.ap-southeast-2.compute.internal", {
    "alpha.service-controller.kubernetes.io/exclude-balancer": "true", "beta.kubernetes.io/arch": "amd64", "beta.kubernetes.io/instance-type": "g4dn.2xlarge",
    "beta.kubernetes.io/os": "windows", "eks.amazonaws.com/capacityType": "ON_DEMAND", "eks.amazonaws.com/nodegroup": "gpu-win", "eks.amazonaws.com/nodegroup-image": "ami-0",
    "eks.amazonaws.com/sourceLaunchTemplateId": "lt-0", "eks.amazonaws.com/sourceLaunchTemplateVersion": "1", "failure-domain.beta.kubernetes.io/region": "ap-southeast-2",
    "failure-domain.beta.kubernetes.io/zone": "ap-southeast-2a", "k8s.io/cloud-provider-aws": "0", "kubernetes.io/arch": "amd64", "kubernetes.io/os": "windows",
    "node.kubernetes.io/instance-type": "g4dn.2xlarge", "node.kubernetes.io/windows-build": "10.0.20348"}, "Windows Server 2022 Datacenter", "10.0.20348.1668", "containerd://1.6.18", "v1.26.2-eks-a59e1f0")

# The taint that GKE puts on every Windows node: https://github.com/GoogleCloudPlatform/cloud-foundation-fabric/issues/374 (2021-12); versions are not shown there.
GKE = seen("gke-c-np-win-1", {
    "beta.kubernetes.io/arch": "amd64", "beta.kubernetes.io/os": "windows", "cloud.google.com/gke-nodepool": "np-win", "kubernetes.io/arch": "amd64", "kubernetes.io/os": "windows",
    "node.kubernetes.io/windows-build": "10.0.17763"}, "Windows Server 2019 Datacenter", "10.0.17763.2300", "containerd://1.5.4", "v1.21.5-gke.1302",
    taints=[taint("node.kubernetes.io/os", "windows")])

# https://github.com/rancher/rke2/issues/3764 (2023-01); the labels are those that any kubelet of v1.26 sets.
RKE2 = seen("ec2amaz-cqeeab5", {
    "beta.kubernetes.io/arch": "amd64", "beta.kubernetes.io/os": "windows", "kubernetes.io/arch": "amd64", "kubernetes.io/os": "windows",
    "node.kubernetes.io/windows-build": "10.0.20348"}, "Windows Server 2022 Datacenter", "10.0.20348.1006", "containerd://1.6.14+unknown", "v1.26.0")

# Of the same clusters: their Linux nodes, one of arm64; a node that was cordoned, and one whose kubelet stopped (the taints are what Kubernetes sets then).
LINUX = seen("ip-13-13-13-17", {"kubernetes.io/arch": "amd64", "kubernetes.io/os": "linux", "node-role.kubernetes.io/etcd": "true"}, "SUSE Linux Enterprise Server 15 SP4",
             "5.14.21-150400.24.11-default", "containerd://1.6.14-k3s1", "v1.26.0+rke2r2", os="linux", taints=[taint("node-role.kubernetes.io/etcd", "true", "NoExecute")])
ARM = seen("ip-192-168-1-9", {"kubernetes.io/arch": "arm64", "kubernetes.io/os": "linux"}, "Amazon Linux 2", "5.10.178-162.673.amzn2.aarch64", "containerd://1.6.19", "v1.26.2-eks-a59e1f0", os="linux", arch="arm64")
CORDONED = seen("akswinpol000002", {**AKS["metadata"]["labels"]}, "Windows Server 2019 Datacenter", "10.0.17763.1935", "containerd://1.4.4+unknown", "v1.20.5",
                taints=[taint("node.kubernetes.io/unschedulable", None)], unschedulable=True)
NOT_READY = seen("akswinpol000003", {**AKS["metadata"]["labels"]}, "Windows Server 2019 Datacenter", "10.0.17763.1935", "containerd://1.4.4+unknown", "v1.20.5",
                 taints=[taint("node.kubernetes.io/unreachable", None), taint("node.kubernetes.io/unreachable", None, "NoExecute")], ready=False)

WINDOWS_NODES = [AKS, ACS, AKS_ENGINE, EKS, GKE, RKE2, CORDONED, NOT_READY]
ALL = WINDOWS_NODES + [LINUX, ARM]
