"""The peer-to-peer side-car: libp2p in a process of its own, which gateways and workers speak to over a local socket.

`sidecar` and `gossip` are its inside and need the extra ``[p2p]``, in an environment of its own if need be; all else
here needs nothing, and is how others start it (`process`) and speak with it (`link`, in the words of `lines`).
"""
